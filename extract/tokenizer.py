"""spaCy's tokenizer over our own segmenter, under the name that the pipeline's configuration gives it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extract.text.segment import token_runs

TOKENIZER = "extract.segment_tokenizer"


class SegmentTokenizer:
    """spaCy's tokenizer interface over `extract.text.segment`: the tokens joined are the text, white space is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._numbers = _Numbers(vocab.strings)

    def __call__(self, text: str) -> Doc:
        words: list[int] = []  # "a list of unicode strings or hash values": few of millions of tokens are new strings
        for run in token_runs(text):
            words += map(self._numbers.__getitem__, run)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))  # type: ignore[arg-type]  # not in its stubs


class _Numbers(dict[str, int]):
    """The number of each word in a store of strings, looked up there once."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, word: str) -> int:
        number = self[word] = self._strings.add(word)
        return number


@registry.tokenizers(TOKENIZER)
def create_tokenizer() -> Callable[[Language], SegmentTokenizer]:
    """The factory that spaCy's configuration names."""
    return lambda nlp: SegmentTokenizer(nlp.vocab)
