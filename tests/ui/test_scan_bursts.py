"""What is a scanner's typing and what is a person's."""

import pytest

from ui.scan_bursts import GAP, SILENCE, BurstDetector, Step, TakeBack, could_be_badge

TOKEN = "0011234567" * 5 + "12345678"


def feed(bursts: BurstDetector, text: str, *, gap: float, start: float = 100.0) -> tuple[list[Step], float]:
    """Presses each character; answers the steps and the moment of the last key."""
    steps = [bursts.press(character, start + place * gap) for place, character in enumerate(text)]
    return steps, start + (len(text) - 1) * gap


@pytest.mark.parametrize("gap", [0.001, 0.015, 0.040])
def test_burst_of_fast_keys_is_one_scan(gap: float) -> None:
    bursts = BurstDetector()
    steps, last = feed(bursts, TOKEN, gap=gap)
    assert [step for step in steps if step.deliver or step.release] == [Step(hold=True, release=False)][:0]
    assert bursts.end(last + gap) == Step(burst=TOKEN)


def test_burst_without_terminator_ends_by_silence() -> None:
    bursts = BurstDetector()
    feed(bursts, TOKEN, gap=0.02)
    assert bursts.patience == SILENCE
    assert bursts.silence() == Step(burst=TOKEN)


def test_digits_typed_by_a_person_all_go_through() -> None:
    bursts = BurstDetector()
    let_out = 0
    for place in range(58):
        step = bursts.press("7", place * 0.09)
        assert step.hold
        assert bursts.silence().release
        let_out += 1
    assert let_out == 58
    assert bursts.end(58 * 0.09) == Step(deliver=True, release=True)


def test_letters_go_through_at_once() -> None:
    bursts = BurstDetector()
    steps, last = feed(bursts, "nguyen", gap=0.12)
    assert [step.deliver for step in steps] == [True] * 6
    assert bursts.end(last + 0.2) == Step(deliver=True)


def test_two_fast_digits_of_a_person_are_let_out_before_the_next_letter() -> None:
    bursts = BurstDetector()
    bursts.press("1", 1.0)
    bursts.press("2", 1.03)
    step = bursts.press("a", 1.2)
    assert (step.release, step.deliver) == (True, True)


def test_slow_start_takes_back_the_digits_that_got_through() -> None:
    bursts = BurstDetector()
    bursts.press("1", 1.0)
    bursts.silence()
    steps = [bursts.press("2", 1.0 + GAP * 0.9), *feed(bursts, "34567", gap=0.01, start=1.06)[0]]
    assert [step.take_back for step in steps if step.take_back is not TakeBack.NOTHING] == [TakeBack.BADGE]


def test_second_terminator_of_cr_lf_is_dropped() -> None:
    bursts = BurstDetector()
    _steps, last = feed(bursts, TOKEN, gap=0.001)
    bursts.end(last + 0.001)
    assert bursts.end(last + 0.002) == Step()


def test_other_code_of_letters_is_taken_back_at_its_enter() -> None:
    bursts = BurstDetector()
    text = "https://example.org/x/12"
    _steps, last = feed(bursts, text, gap=0.01)
    assert bursts.end(last + 0.01) == Step(take_back=TakeBack.RUN, burst=text)


def test_fast_word_of_a_person_keeps_its_enter() -> None:
    bursts = BurstDetector()
    _steps, last = feed(bursts, "ngan", gap=0.05)
    assert bursts.end(last + 0.05) == Step(deliver=True)


def test_scan_right_after_a_letter_is_still_a_scan() -> None:
    bursts = BurstDetector()
    bursts.press("n", 1.0)
    _steps, last = feed(bursts, TOKEN, gap=0.005, start=1.02)
    assert bursts.end(last + 0.005) == Step(burst=TOKEN)


@pytest.mark.parametrize("prefix", ["]Q1", "]Q3", "]Q0", "\\000026", "\\000003"])
def test_prefix_belongs_to_the_scan(prefix: str) -> None:
    bursts = BurstDetector()
    steps, last = feed(bursts, prefix + TOKEN, gap=0.01)
    assert not any(step.deliver for step in steps)
    assert bursts.end(last + 0.01) == Step(burst=prefix + TOKEN)


@pytest.mark.parametrize("text", ["", "12", "]Q1", "]", "\\0000", "à&é\"'(", "１２３"])
def test_beginnings_of_a_badge_are_recognised(text: str) -> None:
    assert could_be_badge(text)


@pytest.mark.parametrize("text", ["n", "1a", "Q1", "]QQ", "Đức"])
def test_beginnings_of_a_name_are_recognised(text: str) -> None:
    assert not could_be_badge(text)
