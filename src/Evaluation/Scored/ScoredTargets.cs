using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>Labels and scores of several targets or labels, read row by row.</summary>
internal sealed class ScoredTargets
{
    private const string SlotNames = nameof(SlotNames);

    private readonly Action _readLabels;
    private readonly Action _readScores;
    private readonly float[] _label;
    private readonly float[] _score;
    private readonly List<float>[] _labels;
    private readonly List<float>[] _scores;

    public ScoredTargets(DataViewRowCursor row, ScoredColumns columns)
    {
        AreFlags = columns.Task == TableTask.MultiLabel;
        int count = ((VectorDataViewType)columns.Score.Type).Size;
        Names = NamesOf(columns.Score, count);
        (_label, _score) = (new float[count], new float[count]);
        _labels = [.. Names.Select(_ => new List<float>())];
        _scores = [.. Names.Select(_ => new List<float>())];
        _readScores = Reader<float>(row, columns.Score, _score, score => score);
        _readLabels = ((VectorDataViewType)columns.Label.Type).ItemType is BooleanDataViewType
            ? Reader<bool>(row, columns.Label, _label, flag => flag ? 1 : 0)
            : Reader<float>(row, columns.Label, _label, label => label is 0 or 1 || !AreFlags || !float.IsFinite(label)
                ? label
                : throw new InvalidDataException(FormattableString.Invariant(
                    $"Row {row.Position + 1} has {label} in column '{columns.Label.Name}'; a label is 0 or 1.")));
    }

    /// <summary>Whether labels are 0 or 1 and scores are probabilities.</summary>
    public bool AreFlags { get; }

    /// <summary>What the targets or labels are called.</summary>
    public string[] Names { get; }

    /// <summary>The number of rows that are kept.</summary>
    public int Count => _labels[0].Count;

    /// <summary>What one target or label was and was said to be.</summary>
    public (float Actual, float Predicted)[] Of(int target)
        => [.. _labels[target].Zip(_scores[target], (actual, predicted) => (actual, predicted))];

    /// <summary>Reads the row at hand.</summary>
    /// <returns>Whether it has all scores, and all labels.</returns>
    public (bool IsScored, bool IsLabelled) Read()
    {
        _readScores();
        _readLabels();
        return (Array.TrueForAll(_score, float.IsFinite), Array.TrueForAll(_label, float.IsFinite));
    }

    /// <summary>Keeps what was read.</summary>
    public void Keep()
    {
        for (int k = 0; k < _label.Length; k++)
        {
            _labels[k].Add(_label[k]);
            _scores[k].Add(_score[k]);
        }
    }

    private static Action Reader<T>(DataViewRowCursor row, DataViewSchema.Column column, float[] target, Func<T, float> read)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return () =>
        {
            getter(ref values);
            if (values.Length != target.Length)
            {
                throw new InvalidDataException(
                    $"Row {row.Position + 1} has {values.Length} values in column '{column.Name}'; there are {target.Length} scores.");
            }

            foreach ((int k, T value) in values.Items(all: true))
                target[k] = read(value);
        };
    }

    private static string[] NamesOf(DataViewSchema.Column scores, int count)
    {
        string[] numbers = [.. Enumerable.Range(0, count).Select(k => $"{k}")];
        if (scores.Annotations.Schema.GetColumnOrNull(SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return numbers;
        VBuffer<ReadOnlyMemory<char>> names = default;
        scores.Annotations.GetValue(SlotNames, ref names);
        string[] found = [.. names.DenseValues().Select(name => name.ToString())];
        return found.Length == count && found.Distinct().Count() == count && !found.Contains("") ? found : numbers;
    }
}
