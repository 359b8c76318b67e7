using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Holds features in memory, so that what is read and decoded, once, is no part of any trainer's time.</summary>
internal sealed class FeatureMemory(MLContext mlContext, LabelledExamples examples)
{
    private readonly Dictionary<FeatureForm, FoldFeatures> _whole = [];

    /// <summary>The features of one fold. What they are made by is fitted to the examples that are learnt from alone.</summary>
    /// <param name="isTest">Which of the examples are tested with; null for those of the test set.</param>
    /// <param name="form">How a trainer gets them.</param>
    public FoldFeatures Take(bool[]? isTest, FeatureForm form)
    {
        if (isTest is null)
            return TakeWhole(form);
        bool[] isTraining = Array.ConvertAll(isTest, isTest => !isTest);
        if (!examples.FeaturesAreLearnt)
        {
            (ITransformer featurizer, IDataView all, _) = TakeWhole(form);
            return new(featurizer, Keep(new RowSubset(all, isTraining)), Keep(new RowSubset(all, isTest)));
        }

        return Make(new RowSubset(examples.Training, isTraining), new RowSubset(examples.Training, isTest), form);
    }

    private FoldFeatures TakeWhole(FeatureForm form)
    {
        if (!_whole.TryGetValue(form, out FoldFeatures? features))
            _whole[form] = features = Make(examples.Training, examples.Test, form);
        return features;
    }

    private FoldFeatures Make(IDataView training, IDataView? test, FeatureForm form)
    {
        ITransformer featurizer = examples.Featurizer(form).Fit(training);
        IDataView features = Keep(featurizer.Transform(training));
        return new(featurizer, features, test is null ? features : Keep(featurizer.Transform(test)));
    }

    private IDataView Keep(IDataView data)
    {
        IDataView kept = mlContext.Data.Cache(data, examples.LabelColumn, examples.FeatureColumn);
        using DataViewRowCursor cursor = kept.GetRowCursor(
            [kept.Schema[examples.LabelColumn], kept.Schema[examples.FeatureColumn]]);
        while (cursor.MoveNext())
        {
        }

        return kept;
    }
}
