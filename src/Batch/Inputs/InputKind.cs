namespace MlNetShallow.Batch.Inputs;

/// <summary>What an input has to be.</summary>
/// <param name="Name">What that is called.</param>
/// <param name="Is">Whether a path is one.</param>
internal sealed record InputKind(string Name, Func<string, bool> Is);
