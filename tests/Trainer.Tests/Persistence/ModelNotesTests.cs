using MlNetShallow.Persistence;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>Notes that a network can't have, as only a damaged or a crafted model does.</summary>
public class ModelNotesTests
{
    private static readonly NetworkShape Binary = new(3, 2);
    private static readonly NetworkShape Three = new(3, 2, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, 3);
    private static readonly NetworkShape Number = new(3, 2, Activation.Relu, OutputLayer.IdentitySquaredError);

    [Fact]
    public void ThoseThatFitAreTaken()
    {
        var notes = new ModelNotes { FeatureColumn = "Features", ClassNames = ["no", "yes"], ScoreThreshold = 1.5f };

        Assert.Same(notes, notes.CheckedFor(Binary));
        new ModelNotes { ClassNames = ["a", "b", "c"] }.CheckedFor(Three);
        new ModelNotes().CheckedFor(Number);
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
        Refused(new() { Messages = [null!] }, Binary);

        static void Refused(ModelNotes notes, NetworkShape shape) => Assert.EndsWith(
            "it is damaged.", Assert.Throws<FormatException>(() => notes.CheckedFor(shape)).Message, StringComparison.Ordinal);
    }
}
