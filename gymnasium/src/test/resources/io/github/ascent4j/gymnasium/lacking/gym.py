raise ModuleNotFoundError("No module named 'gym'", name="gym")
