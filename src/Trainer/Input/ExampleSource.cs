using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tasks;

namespace MlNetShallow.Input;

/// <summary>
/// The valid rows of a data view as examples, features in the type that they have there: all of them in memory, or block by
/// block.
/// </summary>
internal abstract class ExampleSource
{
    /// <param name="data">The data.</param>
    /// <param name="names">Their columns, which have been checked.</param>
    /// <param name="task">What the labels are.</param>
    /// <param name="role">What the examples are for, as messages call it: training or validation.</param>
    /// <param name="cancellation">Stops reading between two rows, by an <see cref="OperationCanceledException"/>.</param>
    public static ExampleSource Create(
        IDataView data, ColumnNames names, LearningTask task, string role, CancellationToken cancellation)
    {
        var features = (VectorDataViewType)data.Schema[names.Features].Type;
        return features.ItemType.Equals(NumberDataViewType.Byte)
            ? new ExampleSource<byte>(data, names, task, role, _ => new ByteFeatures(features.Size), cancellation)
            : new ExampleSource<float>(data, names, task, role, kind => new SingleFeatures(features.Size, kind), cancellation);
    }

    /// <summary>Reads all examples into memory, in one pass.</summary>
    /// <param name="kind">The form of their features; null for what the share of non-zeros calls for.</param>
    /// <exception cref="InvalidOperationException">There is no valid row, a weight is negative or all are 0.</exception>
    public abstract (TrainingSet Set, RowSurvey Survey) ReadAll(FeatureKind? kind = null);

    /// <summary>Looks at all rows and keeps none.</summary>
    /// <exception cref="InvalidOperationException">There is no valid row, a weight is negative or all are 0.</exception>
    public abstract RowSurvey Survey();

    /// <summary>The examples in blocks, read again each time; a block is valid until the next is asked for.</summary>
    /// <param name="kind">The form of their features.</param>
    /// <param name="bytes">About how much memory the features of a block may take.</param>
    public abstract IEnumerable<TrainingSet> Blocks(FeatureKind kind, long bytes);
}

/// <inheritdoc/>
internal sealed class ExampleSource<TElement>(
    IDataView data,
    ColumnNames names,
    LearningTask task,
    string role,
    Func<FeatureKind?, FeatureCollector<TElement>> createCollector,
    CancellationToken cancellation)
    : ExampleSource
    where TElement : unmanaged, INumber<TElement>
{
    private readonly int _labels = task.Labels(data.Schema[names.Label]);

    public override (TrainingSet Set, RowSurvey Survey) ReadAll(FeatureKind? kind = null)
    {
        var block = new ExampleBlock<TElement>(createCollector(kind), _labels);
        var survey = new RowSurvey();
        foreach (ExampleRow<TElement> row in Rows(block.Features, survey))
            block.Add(row);
        survey.Check(role, names);
        survey.Kind = block.Features.Kind;
        return (block.ToSet(), survey);
    }

    public override RowSurvey Survey()
    {
        FeatureCollector<TElement> features = createCollector(null);
        var survey = new RowSurvey();
        foreach (ExampleRow<TElement> row in Rows(features, survey))
            features.Inspect(in row.Features);
        survey.Check(role, names);
        survey.Kind = features.Kind;
        return survey;
    }

    public override IEnumerable<TrainingSet> Blocks(FeatureKind kind, long bytes)
    {
        var block = new ExampleBlock<TElement>(createCollector(kind), _labels);
        foreach (ExampleRow<TElement> row in Rows(block.Features, new RowSurvey()))
        {
            block.Add(row);
            if (block.Bytes >= bytes)
            {
                yield return block.ToSet();
                block.Clear();
            }
        }

        if (block.Rows > 0)
            yield return block.ToSet();
    }

    /// <summary>The valid rows, one after the other in the same object.</summary>
    private IEnumerable<ExampleRow<TElement>> Rows(FeatureCollector<TElement> features, RowSurvey survey)
    {
        DataViewSchema schema = data.Schema;
        using DataViewRowCursor cursor = data.GetRowCursor(names.Find(schema));
        LabelReader readLabels = task.LabelReader(cursor, schema[names.Label]);
        var getFeatures = cursor.GetGetter<VBuffer<TElement>>(schema[names.Features]);
        ValueGetter<float>? getWeight = names.Weight is null ? null : cursor.GetGetter<float>(schema[names.Weight]);
        ValueGetter<float>? getOffset = names.Offset is null ? null : cursor.GetGetter<float>(schema[names.Offset]);
        var row = new ExampleRow<TElement>(_labels);
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            readLabels(row.Labels);
            row.Weight = 1;
            getWeight?.Invoke(ref row.Weight);
            getOffset?.Invoke(ref row.Offset);
            getFeatures(ref row.Features);
            if (row.Weight < 0)
            {
                throw new InvalidOperationException(
                    $"The example weight column '{names.Weight}' has {row.Weight} in row {cursor.Position}; " +
                    "weights are at least 0.");
            }

            bool areValid = features.AreValid(row.Features.GetValues());
            if (!survey.Count(row.Labels, row.Weight, row.Offset, areValid, task.HasClasses))
                continue;
            if (names.Offset is { } offset)
            {
                (row.Labels[0], row.Weight) =
                    task.WithoutOffset(offset, cursor.Position, row.Labels[0], row.Weight, row.Offset);
            }

            yield return row;
        }
    }
}
