using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Models;

/// <summary>What a model can be made of, and measured on.</summary>
internal interface ITrainable
{
    /// <summary>What a model asks of its data; it is saved with it.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>What they are, in lines.</summary>
    IEnumerable<string> Describe();

    ITransformer Train(IOptionsReader options);

    /// <summary>What the metric of the validation examples is called.</summary>
    string ValidationMetric { get; }

    /// <summary>What a model says of the training set and, behind it, of the test set where there is one.</summary>
    IEnumerable<(string Name, ScoredSet Set)> Score(ITransformer model);
}
