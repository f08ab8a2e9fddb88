"""What people wrote, as it is read: each text with its question and tags, found by words and tags (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from o2o_events.documents.feedback_charts import question_words
from o2o_events.documents.feedback_results import Results
from o2o_events.text import fold


@dataclass(frozen=True)
class WrittenText:
    """One text. ``question`` is the question's code, with ``_other`` or ``_comment`` for what stands beside it."""

    answer: str
    question: str
    asked: str
    text: str
    tags: tuple[str, ...]

    def has_words(self, words: Sequence[str]) -> bool:
        """Whether all of these (folded) stand in the text or its tags."""
        whole = fold(" ".join((self.text, *self.tags)))
        return all(word in whole for word in words)


def texts_of(results: Results) -> Iterator[WrittenText]:
    """The texts in the form's order; within a question by the answers' ids, which tell nothing."""
    for result in results.questions:
        for text in result.texts:
            name = f"{result.question.code}_{text.part}" if text.part else result.question.code
            tags = results.tags.get((text.answer, name), ())
            yield WrittenText(text.answer, name, question_words(result.question), text.text, tags)
