using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Evaluation.Models;

/// <summary>Labelled examples to learn from, and others to test with.</summary>
internal interface ITrainingData : ITrainable
{
    /// <summary>The examples for trainers of any kind.</summary>
    LabelledExamples Examples();
}
