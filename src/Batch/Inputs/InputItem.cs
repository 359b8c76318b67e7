namespace MlNetShallow.Batch.Inputs;

/// <summary>One thing to be scored.</summary>
/// <param name="Name">What the output calls it: a picture's path, or the number of a table's row.</param>
/// <param name="Fields">The texts that came with it and go to the output.</param>
/// <param name="Texts">What the row of a text file has in the model's columns.</param>
/// <param name="Values">What the row of a binary file has there.</param>
internal readonly record struct InputItem(
    string Name, string[] Fields, FieldTexts Texts = default, object[]? Values = null);
