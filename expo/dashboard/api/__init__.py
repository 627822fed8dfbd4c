"""The part of the API that joins booths and visitors."""
