namespace MlNetShallow.Benchmarks.Accuracy.Figures;

internal enum LearningTask
{
    Binary,
    Multiclass,
    Regression,
}
