namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>One thing to be scored.</summary>
/// <param name="Name">What the output calls it: a picture's path, or the number of a table's row.</param>
/// <param name="Fields">The texts that came with it.</param>
/// <param name="Values">The values of a row that are not texts; null where all are.</param>
internal readonly record struct InputItem(string Name, string[] Fields, object[]? Values = null);
