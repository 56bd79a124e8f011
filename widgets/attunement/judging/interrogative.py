"""The form of a question: what it begins with, and whether another one follows in the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import language

if TYPE_CHECKING:
    from attunement.language import Sentence, Text

WIDE = frozenset({"what", "how", "where", "why", "who", "whose", "when", "which"})
YES_OR_NO = frozenset(
    ["do", "did", "does", "is", "are", "was", "were", "am", "have", "has", "had", "will", "would", "should", "can", "could"]
).union(["shall", "may", "might"])
SUBJECTS = frozenset({"you", "your", "it", "he", "she", "they", "that", "this", "there", "i", "we", "the", "not", "anyone"})
MARKS = frozenset(",;:—–-")
LEADS_IN = frozenset({"and", "so", "but", "then", "well", "ok", "okay", "maybe"})
SETS_A_SCENE = frozenset({"when", "where"})  # "When you saw him, what happened?"
HAPPENS = frozenset({"happens", "happened", "went", "goes", "comes", "came", "stays", "helps", "makes", "made", "about", "else"})
CHECKS_BACK = 3  # words: ", or is it?"


def form(text: Text, sentence: Sentence) -> tuple[str, str]:
    """Return the form of a question (open, closed, invites) and the word that shows it: the first that asks, or ""."""
    asking = _asking(text.within(sentence))
    first = next((word for word in asking if word not in SETS_A_SCENE), asking[0] if asking else "")
    if first:
        return ("open" if first in WIDE else "closed"), first
    return ("closed", "") if sentence.asks else ("invites", "")


def _asking(plain: tuple[str, ...]) -> list[str]:
    """Return the words with which something is asked: at the beginning of the sentence and behind its marks."""
    found, begins = [], True
    for place, word in enumerate(plain):
        if begins and (
            word in WIDE or (word in YES_OR_NO and (not place or not SUBJECTS.isdisjoint(plain[place + 1 : place + 2])))
        ):
            found.append(word)
        begins = word in MARKS or (begins and (word in LEADS_IN or not word[0].isalnum()))
    return found


def further(text: Text, sentence: Sentence) -> int:
    """Count the questions that follow in the same sentence behind `and`."""
    plain = text.within(sentence)
    after = [plain[place + 1 :] for place, word in enumerate(plain) if word == "and" and place]
    return sum(len(rest) > CHECKS_BACK and _asks(rest) for rest in after) if _asking(plain) else 0


def _asks(rest: tuple[str, ...]) -> bool:
    """Tell whether a question stands here: "what is ...", "did you ..."; "what he said" is none."""
    return (rest[0] in WIDE and rest[1] in YES_OR_NO | HAPPENS) or (rest[0] in YES_OR_NO and rest[1] in SUBJECTS)


def marked(words: str) -> str:
    """Return the words with the question mark that a hurried writer has left out, if the last sentence asks."""
    text = language.read(words[: language.LONGEST])
    last = text.within(text.sentences[-1]) if text.sentences and "?" not in words else ()
    begun = last[1:] if last[:1] and last[0] in LEADS_IN else last
    return f"{words.rstrip(' .')}?" if len(begun) > 1 and _asks(begun) else words
