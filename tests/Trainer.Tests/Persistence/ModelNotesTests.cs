using MlNetShallow.Persistence;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>Notes that a network can't have, as only a damaged or a crafted model does.</summary>
public class ModelNotesTests
{
    private static readonly NetworkShape Binary = new(3, 2);
    private static readonly NetworkShape Three = new(3, 2, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, 3);
    private static readonly NetworkShape Number = new(3, 2, Activation.Relu, OutputLayer.IdentitySquaredError);

    private static readonly NetworkShape Targets = new(3, 2, Activation.Relu, OutputLayer.Targets, 2);

    [Fact]
    public void ThoseThatFitAreTaken()
    {
        var notes = new ModelNotes { FeatureColumn = "Features", ClassNames = ["no", "yes"], ScoreThreshold = 1.5f };

        Assert.Same(notes, notes.CheckedFor(Binary));
        new ModelNotes { ClassNames = ["a", "b", "c"] }.CheckedFor(Three);
        new ModelNotes().CheckedFor(Number);
        new ModelNotes { TargetNames = ["a", "b"], Loss = RegressionLoss.Targets(2, RegressionLoss.Absolute) }.CheckedFor(Targets);
    }

    [Fact]
    public void ThoseThatDoNotAreADamagedModel()
    {
        Refused(new() { ClassNames = ["a", "b", "c"] }, Binary);
        Refused(new() { ClassNames = ["a", null!] }, Binary);
        Refused(new() { ClassNames = ["a", "b"] }, Three);
        Refused(new() { ClassNames = ["a"] }, Number);
        Refused(new() { ScoreThreshold = 0.5f }, Three);
        Refused(new() { ScoreThreshold = -1 }, Number);
        Refused(new() { FeatureColumn = "" }, Binary);
        Refused(new() { TargetNames = ["a"] }, Targets);
        Refused(new() { TargetNames = ["a", "a"] }, Targets);
        Refused(new() { TargetNames = ["a", ""] }, Targets);
        Refused(new() { TargetNames = ["a", "b"] }, Number);
        Refused(new() { Loss = RegressionLoss.Targets(3) }, Targets);
        Refused(new() { Messages = [null!] }, Binary);

        static void Refused(ModelNotes notes, NetworkShape shape) => Assert.EndsWith(
            "it is damaged.", Assert.Throws<FormatException>(() => notes.CheckedFor(shape)).Message, StringComparison.Ordinal);
    }
}
