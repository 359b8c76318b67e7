using Microsoft.ML;
using MlNetShallow.Sample.Report;

namespace MlNetShallow.Sample.Models;

/// <summary>Labelled examples to learn from, and others to test with.</summary>
internal interface ITrainingData
{
    /// <summary>What a model asks of its data; it is saved with it.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>What they are, in lines.</summary>
    IEnumerable<string> Describe();

    ITransformer Train(IOptionsReader options);

    /// <summary>The examples for trainers of any kind.</summary>
    LabelledExamples Examples();

    /// <summary>What the metric of the validation examples is called.</summary>
    string ValidationMetric { get; }

    /// <summary>How well a model does on each of the sets.</summary>
    IEnumerable<(string Set, MetricsReport Report)> Evaluate(ITransformer model);

    /// <summary>The test set, or the training set where there is none, for a report on a model.</summary>
    ReportSet LastSet(ITransformer model);
}
