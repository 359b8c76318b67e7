using System.Numerics.Tensors;
using Microsoft.ML.Runtime;

namespace MlNetShallow.Input;

/// <summary>What a pass over all rows finds. A row that is left out counts once, for the first of the
/// reasons.</summary>
internal sealed class RowSurvey
{
    private long _missingLabels;
    private long _missingWeights;
    private long _missingOffsets;
    private long _missingFeatures;
    private double _squaredWeights;
    private HashSet<float>[] _classes = [];

    /// <summary>The number of valid rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The number of rows left out: missing (NaN) or infinite label, weight, offset or features.</summary>
    public long Skipped => _missingLabels + _missingWeights + _missingOffsets + _missingFeatures;

    /// <summary>The sum of the valid rows' weights.</summary>
    public double Weight { get; private set; }

    /// <summary>(Σw)² / Σw², the number of rows of equal weight that carry as much information (Kish 1965); without weights the
    /// number of valid rows. It stays the same when all weights are multiplied by a constant.</summary>
    public double EffectiveRows => Weight * Weight / _squaredWeights;

    /// <summary>The form of the features.</summary>
    public FeatureKind Kind { get; set; }

    /// <summary>The labels that valid rows of a weight above 0 have, where labels are classes; where a row has several, those of the
    /// first.</summary>
    public HashSet<float> Classes => ClassesOf(0);

    /// <summary>The number of rows that <see cref="Classes"/> tells of.</summary>
    public long RowsOfWeight { get; private set; }

    /// <summary>What they are, in words.</summary>
    public string RowsOfWeightAre => RowsOfWeight == Rows ? "valid rows" : "valid rows of a weight above 0";

    /// <summary>Whether a row is valid; it is counted either way.</summary>
    public bool Count(ReadOnlySpan<float> labels, float weight, float offset, bool hasFeatures, bool isClass)
    {
        if (!TensorPrimitives.IsFiniteAll(labels))
        {
            _missingLabels++;
        }
        else if (!float.IsFinite(weight))
        {
            _missingWeights++;
        }
        else if (!float.IsFinite(offset))
        {
            _missingOffsets++;
        }
        else if (!hasFeatures)
        {
            _missingFeatures++;
        }
        else
        {
            Rows++;
            Weight += weight;
            _squaredWeights += (double)weight * weight;
            RowsOfWeight += weight > 0 ? 1 : 0;
            if (isClass && weight > 0)
                AddClasses(labels);
            return true;
        }

        return false;
    }

    /// <summary>The same of one of several labels.</summary>
    public HashSet<float> ClassesOf(int label) => label < _classes.Length ? _classes[label] : [];

    /// <summary>Throws where there is nothing to go by.</summary>
    /// <param name="role">What the rows are for, as messages call it: training or validation.</param>
    /// <param name="names">The columns.</param>
    /// <exception cref="InvalidOperationException">There is no valid row, or all have weight 0.</exception>
    public void Check(string role, ColumnNames names)
    {
        if (Rows == 0)
        {
            throw new InvalidOperationException($"No valid {role} instances found: " + (Skipped == 0
                ? "the data have no rows."
                : $"all {Skipped} rows have missing or infinite values in {names} ({Reasons()})."));
        }

        if (Weight == 0)
            throw new InvalidOperationException($"The example weight column '{names.Weight}' is 0 in every valid row.");
    }

    /// <summary>Reports the rows left out.</summary>
    public void Report(string role, TrainingLog log)
    {
        if (Skipped > 0)
            log.Warning(MessageSensitivity.None, $"Skipped {Skipped} {role} rows with missing or infinite values: {Reasons()}.");
    }

    private void AddClasses(ReadOnlySpan<float> labels)
    {
        if (_classes.Length == 0)
        {
            _classes = new HashSet<float>[labels.Length];
            for (int k = 0; k < _classes.Length; k++)
                _classes[k] = [];
        }

        for (int k = 0; k < labels.Length; k++)
            _classes[k].Add(labels[k]);
    }

    private string Reasons()
    {
        (long Count, string Reason)[] reasons =
        [
            (_missingLabels, "label"), (_missingWeights, "weight"), (_missingOffsets, "offset"), (_missingFeatures, "features"),
        ];
        return string.Join(", ", reasons.Where(reason => reason.Count > 0).Select(reason => $"{reason.Count} {reason.Reason}"));
    }
}
