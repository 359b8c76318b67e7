using Microsoft.ML;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>What tests of <c>train</c> on pictures have in common.</summary>
public abstract class TrainingTests(DrawnSets sets) : IDisposable
{
    protected DrawnSets Sets => sets;

    protected TemporaryFolder Folder { get; } = new();

    protected string Model => Folder["model.zip"];

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Outcome Train(params string[] options)
    {
        // An option may be given once: the test's own takes the place of the quick one.
        IEnumerable<string> quick = DrawnSets.Quick.Chunk(2).Where(pair => !options.Contains(pair[0])).SelectMany(pair => pair);
        return CommandLine.Run(["train", "--data", sets.Train, "--model", Model, .. quick, .. options]);
    }

    /// <summary>W1 of a network that is trained with options.</summary>
    protected float[] Weights(params string[] options)
    {
        Train([.. options, "--force"]).AssertDone();
        return Load().Network.W1.ToArray();
    }

    protected ShallowNetworkModelParameters Load()
        => ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Model, out _));
}
