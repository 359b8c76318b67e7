namespace MlNetShallow.Batch.Inputs;

/// <summary>Opens inputs for a model.</summary>
/// <param name="model">The model.</param>
/// <param name="warn">Is told what is left out.</param>
/// <param name="cancellation">Ends the look at a table.</param>
/// <exception cref="IOException">There are no such inputs.</exception>
/// <exception cref="InvalidDataException">They are none for this model.</exception>
internal delegate BoundInputs InputBinder(ScoringModel model, Action<string> warn, CancellationToken cancellation);
