"""The shipped sentence encoder as a dense featurizer of Rasa's.

Its code is knowledge_base/onnx_encoder.py, the only module of ours that runs in both environments, so that Rasa and the
search mean the same by a sentence.
"""

from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge_base.onnx_encoder import SHIPPED, OnnxEncoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds one vector for the whole message: 384 numbers, of the length `scale`.

    `scale` says how much the vector weighs beside counted features in a classifier that is regularised.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """A tokenizer, as for every featurizer; its tokens are not used."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """What must be installed beside Rasa."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """The settings and what they are unless config.yml says otherwise."""
        return {**DenseFeaturizer.get_default_config(), "folder": str(SHIPPED), "scale": 1.0}

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Whether the settings can be used is seen when the encoder is read."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """What Rasa's training cache cannot see: the weights. Without it a new encoder would not train Rasa anew."""
        return OnnxEncoder(Path(config["folder"])).name

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        """The component for a graph."""
        return cls(execution_context.node_name, config)

    def __init__(self, name: Text, config: Dict[Text, Any]) -> None:
        super().__init__(name, config)
        self._encoder = OnnxEncoder(Path(config["folder"]))
        self._scale = float(config["scale"])

    # Rasa finds what to hand over by the parameter's name, so that it must not be another.
    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors to all training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add vectors to messages."""
        texts = [message for message in messages if message.get(TEXT)]
        vectors = self._scale * self._encoder.embed([message.get(TEXT) for message in texts])
        for message, vector in zip(texts, vectors, strict=True):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages
