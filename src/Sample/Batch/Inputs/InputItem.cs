namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>One thing to be scored.</summary>
/// <param name="Name">What the output calls it: a picture's path, or the number of a table's row.</param>
/// <param name="Fields">The values that came with it.</param>
internal readonly record struct InputItem(string Name, string[] Fields);
