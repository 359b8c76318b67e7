namespace MlNetShallow.Training.Checkpoints;

/// <summary>What a checkpoint is of: only a training of the same can resume from it.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Form">The form of the arithmetic.</param>
/// <param name="Precision">The bytes of a number.</param>
/// <param name="Examples">The number of training examples.</param>
/// <param name="ValidationExamples">The number of validation examples; of blocks, 0.</param>
/// <param name="Options">The options, in words.</param>
internal sealed record CheckpointSubject(
    NetworkShape Shape,
    TrainingForm Form,
    int Precision,
    long Examples,
    long ValidationExamples,
    IReadOnlyList<(string Name, string Value)> Options)
{
    /// <exception cref="ArgumentException">The other training is another; the message says in what.</exception>
    public void CheckSame(CheckpointSubject training)
    {
        if (Shape != training.Shape)
            throw Other($"of {Shape}", $"of {training.Shape}");
        CheckpointedOptions.CheckSame(Options, training.Options);
        if ((Examples, ValidationExamples) != (training.Examples, training.ValidationExamples))
        {
            throw Other(
                $"on {Examples} examples and {ValidationExamples} to validate with",
                $"on {training.Examples} and {training.ValidationExamples}");
        }

        if ((Form, Precision) != (training.Form, training.Precision))
        {
            throw Other(
                $"in the {Form} form in {8 * Precision} bits", $"in the {training.Form} form in {8 * training.Precision}");
        }
    }

    private static ArgumentException Other(string checkpoint, string training)
        => new($"The checkpoint is of a training {checkpoint}; this is one {training}.");
}
