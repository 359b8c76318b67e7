namespace MlNetShallow.Benchmarks.Accuracy;

internal enum LearningTask
{
    Binary,
    Multiclass,
    Regression,
}
