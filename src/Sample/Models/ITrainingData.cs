using Microsoft.ML;

namespace MlNetShallow.Sample.Models;

/// <summary>Labelled examples to learn from, and others to test with.</summary>
internal interface ITrainingData
{
    /// <summary>What a model asks of its data; it is saved with it.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>What they are, in lines.</summary>
    IEnumerable<string> Describe();

    ITransformer Train(IOptionsReader options);

    /// <summary>How well a model does on each of the sets.</summary>
    IEnumerable<(string Set, MetricsReport Report)> Evaluate(ITransformer model);
}
