from tests.matrix.conftest import actors, desk, forms, world

__all__ = ["actors", "desk", "forms", "world"]
