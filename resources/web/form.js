// Keeps a half-filled answer on the phone, sends it once, and says in words what is happening. Pages work without it.
(function () {
  "use strict";

  var PREFIX = "o2o answer ";
  var TAB = "o2o tab";
  var BEAT = 3000; // milliseconds between two signs of life of a page with a half-filled answer
  var SILENT = 90000; // after so many without one, whoever opens the form goes on with it
  var KEPT_FOR = 7 * 24 * 3600 * 1000; // a half-filled answer nobody came back to
  var TIMEOUT = 20000;
  var FIRST_WAIT = 1500, LONGEST_WAIT = 20000;
  var NOW_AND_THEN = 15000;

  // ---- what the phone keeps -------------------------------------------------------------------------------------

  var drafts = {
    read: function (key) {
      try { return JSON.parse(window.localStorage.getItem(key)); } catch (error) { return null; }
    },
    write: function (key, draft) {
      try { window.localStorage.setItem(key, JSON.stringify(draft)); return true; } catch (error) { return false; }
    },
    remove: function (key) {
      try { window.localStorage.removeItem(key); } catch (error) { /* nothing is kept here then */ }
    },
    keys: function () {
      var found = [];
      try {
        for (var i = 0; i < window.localStorage.length; i++) {
          var key = window.localStorage.key(i);
          if (key.indexOf(PREFIX) === 0) { found.push(key); }
        }
      } catch (error) { /* nothing is kept here then */ }
      return found;
    }
  };

  function random() {
    var letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", bytes = new Uint8Array(32), text = "";
    window.crypto.getRandomValues(bytes);
    for (var i = 0; i < bytes.length; i++) { text += letters.charAt(bytes[i] & 63); }
    return text;
  }

  // A tab keeps its name over a reload or when the phone throws it out and loads it again, but a copy of it must not
  // have the same: so the name is only put down while nobody looks at the tab.
  var tab = (function () {
    var name = null;
    try { name = window.sessionStorage.getItem(TAB); window.sessionStorage.removeItem(TAB); } catch (error) { /* none */ }
    return name || random();
  })();

  document.addEventListener("visibilitychange", function () {
    try {
      if (document.hidden) { window.sessionStorage.setItem(TAB, tab); } else { window.sessionStorage.removeItem(TAB); }
    } catch (error) { /* none */ }
    if (!document.hidden) { deliver(); if (page && page.retry) { page.retry(); } }
  });

  // ---- sending ---------------------------------------------------------------------------------------------------

  // Calls back with (outcome, document): kept, form, refused, or unreachable, which may be tried again.
  function post(path, fields, done) {
    var data = new FormData(), request = new XMLHttpRequest(), isOver = false;
    fields.forEach(function (field) { data.append(field[0], field[1]); });
    function end() {
      if (isOver) { return; }
      isOver = true;
      var status = request.status, text = status ? request.responseText : "";
      var answer = new DOMParser().parseFromString(text, "text/html"), main = answer.getElementById("main");
      var state = main && main.getAttribute("data-state");
      if (!status || status >= 500 || status === 429 || !state) { done("unreachable"); }
      else if (status === 200 && state === "kept") { done("kept", answer); }
      else if (state === "form") { done("form", answer); }
      else { done("refused", answer); }
    }
    request.open("POST", path);
    request.timeout = TIMEOUT;
    request.onload = request.onerror = request.ontimeout = request.onabort = end;
    try { request.send(data); } catch (error) { end(); }
  }

  function sentence(answer) {
    var told = answer && answer.getElementById("told");
    return told ? told.textContent : "";
  }

  // ---- answers that wait from before, of any form ---------------------------------------------------------------

  var isDelivering = false;

  function deliver() {
    var waiting = drafts.keys().filter(function (key) {
      var draft = drafts.read(key);
      return draft && draft.queued && !(page && page.key === key);
    });
    if (isDelivering || !waiting.length) { return; }
    isDelivering = true;
    var key = waiting[0], draft = drafts.read(key);
    post(draft.path, draft.fields, function (outcome) {
      isDelivering = false;
      if (outcome === "unreachable") { if (page) { page.say(words("unsent")); } return; }
      if (outcome === "kept") { drafts.remove(key); if (page) { page.say(words("delivered")); } }
      else { draft.queued = false; draft.owner = ""; drafts.write(key, draft); }
      deliver();
    });
  }

  window.addEventListener("online", function () { deliver(); if (page && page.retry) { page.retry(); } });
  window.setInterval(deliver, NOW_AND_THEN);

  // ---- the page ----------------------------------------------------------------------------------------------------

  var page = null;

  function words(name) { return document.getElementById("words").getAttribute("data-" + name) || ""; }

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  // Puts another page of ours in the place of this one.
  function show(answer) {
    document.documentElement.lang = answer.documentElement.lang;
    document.documentElement.dir = answer.documentElement.dir;
    document.title = answer.title;
    ["words", "main"].forEach(function (id) {
      var before = document.getElementById(id);
      before.parentNode.replaceChild(document.importNode(answer.getElementById(id), true), before);
    });
    begin(true);
  }

  function begin(isShown) {
    var main = document.getElementById("main"), form = main.querySelector("form[data-submission]");
    if (page && page.leave) { page.leave(); }
    page = form ? fillIn(main, form) : plain(main);
    if (main.getAttribute("data-state") === "kept") {
      drafts.keys().forEach(function (key) {
        var draft = drafts.read(key);
        if (draft && draft.id === main.getAttribute("data-submission")) { drafts.remove(key); }
      });
    }
    if (isShown) {
      var first = main.querySelector("[autofocus]") || main.querySelector("#problems, #thanks, #told");
      if (first) { first.focus(); } else { window.scrollTo(0, 0); }
    }
    deliver();
  }

  function plain(main) {
    var status = element("div", "status");
    status.setAttribute("role", "status");
    main.appendChild(status);
    return { say: function (text) { status.textContent = text; } };
  }

  function fillIn(main, form) {
    var id = form.getAttribute("data-submission"), path = window.location.pathname, isSlip = id.indexOf("slip_") === 0;
    var key = PREFIX + id, send = form.querySelector("button.main"), state = "open", wait = FIRST_WAIT, timer = null;
    var status = element("div", "status"), me = {}, pressed = null, fieldsSent = null;
    status.setAttribute("role", "status");
    send.parentNode.insertBefore(status, send.nextSibling);

    function controls() {
      return Array.prototype.filter.call(form.elements, function (c) { return /^(q_|badge$)/.test(c.name || ""); });
    }

    function typed() {
      var found = [];
      controls().forEach(function (c) {
        var counts = /^(radio|checkbox)$/.test(c.type) ? c.checked : c.value !== "";
        if (counts) { found.push([c.name, c.value]); }
      });
      return found;
    }

    function hidden() {
      return ["submission", "version", "shown_in"].map(function (name) { return [name, form.elements[name].value]; });
    }

    function rename() {
      id = random();
      key = me.key = PREFIX + id;
      form.elements.submission.value = id;
    }

    function keep(queued) {
      var draft = drafts.read(key), values = typed();
      if (draft && draft.owner && draft.owner !== tab && !isSlip) { rename(); }
      if (!values.length && !queued) { drafts.remove(key); return; }
      drafts.write(key, {
        id: id, path: path, values: values, fields: values.concat(hidden()), queued: !!queued, owner: tab, beat: Date.now()
      });
    }

    // -- bringing back what was filled in before

    function findDraft() {
      var best = null, now = Date.now();
      drafts.keys().forEach(function (found) {
        var draft = drafts.read(found);
        if (!draft || draft.queued || draft.path !== path) { return; }
        if (now - draft.beat > KEPT_FOR) { drafts.remove(found); return; }
        var isFree = !draft.owner || draft.owner === tab || now - draft.beat > SILENT;
        if (isFree && (!best || draft.beat > best.beat)) { best = draft; }
      });
      return best;
    }

    function restore() {
      var draft = typed().length ? null : findDraft();
      if (!draft) { return; }
      if (!isSlip) {
        id = draft.id;
        key = me.key = PREFIX + id;
        form.elements.submission.value = id;
      }
      controls().forEach(function (c) {
        draft.values.forEach(function (value) {
          if (value[0] !== c.name) { return; }
          if (/^(radio|checkbox)$/.test(c.type)) { if (value[1] === c.value) { c.checked = true; } } else { c.value = value[1]; }
        });
      });
      keep(false);
      var notice = element("div", "status", words("restored")), anew = element("button", "", words("anew"));
      anew.type = "button";
      anew.addEventListener("click", function () {
        drafts.remove(key);
        controls().forEach(function (c) { if (/^(radio|checkbox)$/.test(c.type)) { c.checked = false; } else { c.value = ""; } });
        if (!isSlip) { rename(); }
        notice.parentNode.removeChild(notice);
        ask();
        form.querySelector("h1").setAttribute("tabindex", "-1");
        form.querySelector("h1").focus();
      });
      notice.appendChild(element("br"));
      notice.appendChild(anew);
      form.querySelector("header").appendChild(notice);
      if ("scrollRestoration" in window.history) { window.history.scrollRestoration = "manual"; }
      window.scrollTo(0, 0); // a page that was loaded anew begins where it was left, and the notice is not there
    }

    // -- which questions are asked

    function valuesOf(name) {
      var found = [];
      each(form.elements, function (c) {
        if (c.name !== name) { return; }
        if (/^(radio|checkbox)$/.test(c.type) ? c.checked : c.value !== "") { found.push(meant(c)); }
      });
      return found;
    }

    // A number as it is kept, however it was written: 05, 5.0 and 5,0 are 5.
    function meant(c) {
      var text = c.value.trim(), number = text.replace(",", ".");
      return c.getAttribute("inputmode") && /^[+-]?\d+(\.\d+)?$/.test(number) ? String(Number(number)) : text;
    }

    function ask() {
      var unseen = {};
      each(form.querySelectorAll("[data-question]"), function (block) {
        var by = block.getAttribute("data-asks"), wanted = by && JSON.parse(block.getAttribute("data-for"));
        var isAsked = !by || (!unseen[by] && valuesOf(by).some(function (value) { return wanted.indexOf(value) >= 0; }));
        block.hidden = !isAsked;
        if (!isAsked) { unseen[block.getAttribute("data-question")] = true; }
      });
      each(form.querySelectorAll(".hint"), function (hint) { hint.hidden = true; });
      each(form.querySelectorAll(".aside.other"), function (aside) {
        aside.hidden = valuesOf(aside.parentNode.id).indexOf("other") < 0;
      });
    }

    // -- sending it

    function lock(isLocked) {
      controls().forEach(function (c) { c.disabled = isLocked; });
      send.setAttribute("aria-disabled", isLocked ? "true" : "false");
    }

    function submit() {
      if (state !== "open") { return; }
      keep(true);
      fieldsSent = typed().concat(hidden());
      state = "sending";
      wait = FIRST_WAIT;
      lock(true);
      attempt();
    }

    function attempt() {
      window.clearTimeout(timer);
      state = "sending";
      if (status.textContent !== words("waiting")) { me.say(words("sending")); }
      post(path + window.location.search, fieldsSent, function (outcome, answer) {
        if (outcome === "unreachable") {
          state = "waiting";
          me.say(words("waiting"));
          timer = window.setTimeout(attempt, wait * (0.75 + Math.random() / 2));
          wait = Math.min(LONGEST_WAIT, wait * 1.7);
          return;
        }
        if (outcome === "kept") { drafts.remove(key); show(answer); return; }
        state = "open";
        lock(false);
        keep(false);
        if (outcome === "form") { show(answer); return; }
        me.say(sentence(answer) + " " + words("refused"));
      });
    }

    function change(language) {
      if (state !== "open") { return; }
      keep(false);
      state = "sending";
      post(path, typed().concat(hidden(), [["switch_to", language]]), function (outcome, answer) {
        state = "open";
        if (outcome !== "form") { me.say(sentence(answer) || words("no-switch")); return; }
        try { window.history.replaceState(null, "", path + "?lang=" + encodeURIComponent(language)); } catch (error) { /* old */ }
        show(answer);
      });
    }

    me.key = key;
    me.say = function (text) {
      status.textContent = text;
      if (status.scrollIntoView) { status.scrollIntoView({ block: "nearest" }); }
    };
    me.retry = function () { if (state === "waiting") { attempt(); } };
    me.leave = function () { window.clearTimeout(timer); window.clearInterval(beating); window.removeEventListener("pagehide", release); };

    function release() {
      var draft = drafts.read(key);
      if (draft && draft.owner === tab) { draft.owner = ""; drafts.write(key, draft); }
    }

    var beating = window.setInterval(function () {
      var draft = drafts.read(key);
      if (draft && draft.owner === tab) { draft.beat = Date.now(); drafts.write(key, draft); }
    }, BEAT);
    window.addEventListener("pagehide", release);

    each(form.querySelectorAll("button"), function (button) {
      button.addEventListener("click", function () { pressed = button; });
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var button = event.submitter || pressed;
      pressed = null;
      if (button && button.name === "switch_to") { change(button.value); } else { submit(); }
    });
    function edited(event) {
      var name = event.target.name || "";
      if (/_other$/.test(name) && event.target.value) {
        each(form.elements, function (c) { if (c.name === name.slice(0, -6) && c.value === "other") { c.checked = true; } });
      }
      ask();
      keep(false);
    }
    form.addEventListener("input", edited);
    form.addEventListener("change", edited);
    page = me;
    restore();
    ask();
    return me;
  }

  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
  begin(false);
})();
