using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>Features and labels. A label is 0 or 1, the index of a class, or a real number.</summary>
internal abstract class Examples(float[] labels)
{
    public float[] Labels => labels;

    public int Rows => labels.Length;

    public abstract int Columns { get; }

    public abstract bool StartsWithSparseRow { get; }

    /// <summary>The columns Features and Label, as a user of ML.NET would have them.</summary>
    public abstract IDataView ToDataView(MLContext context, Problem problem);

    /// <summary>The same with bytes of 0 to 255 as singles of 0 to 1, for trainers that do not take bytes.</summary>
    public abstract IDataView ToSinglesDataView(MLContext context, Problem problem);

    /// <summary>Those of some rows.</summary>
    public abstract Examples Take(IReadOnlyList<int> rows);

    /// <summary>Writes features and labels as NumPy's files, which begin with a path.</summary>
    public abstract void Write(string path);
}

/// <inheritdoc/>
/// <typeparam name="TElement"><see cref="byte"/>, which stands for 0 to 1, or <see cref="float"/>.</typeparam>
internal sealed class Examples<TElement>(IReadOnlyList<VBuffer<TElement>> features, float[] labels) : Examples(labels)
    where TElement : unmanaged
{
    public override int Columns => features[0].Length;

    public override bool StartsWithSparseRow => !features[0].IsDense;

    public override IDataView ToDataView(MLContext context, Problem problem) => problem.Task switch
    {
        LearningTask.Binary => View(context, label => label > 0, BooleanDataViewType.Instance),
        // LoadFromEnumerable counts the values of a key from 0.
        LearningTask.Multiclass => View(context, label => (uint)label, new KeyDataViewType(typeof(uint), (ulong)problem.Classes)),
        _ => View(context, label => label, NumberDataViewType.Single),
    };

    public override IDataView ToSinglesDataView(MLContext context, Problem problem)
        => features is IReadOnlyList<VBuffer<byte>> bytes
            ? new Examples<float>([.. bytes.Select(Intensities)], Labels).ToDataView(context, problem)
            : ToDataView(context, problem);

    public override Examples Take(IReadOnlyList<int> rows)
        => new Examples<TElement>([.. rows.Select(row => features[row])], [.. rows.Select(row => Labels[row])]);

    public override void Write(string path)
    {
        NumpyFile.Write(path + "_labels.npy", Labels);
        if (features.All(row => row.IsDense))
        {
            NumpyFile.Write<TElement>(path + "_features.npy", [.. features.SelectMany(row => row.DenseValues())], Columns);
            return;
        }

        int[] ends = [0, .. features.Select(row => row.Items().Count())];
        for (int i = 1; i < ends.Length; i++)
            ends[i] += ends[i - 1];
        NumpyFile.Write<TElement>(path + "_data.npy", [.. features.SelectMany(row => row.Items()).Select(item => item.Value)]);
        NumpyFile.Write<int>(path + "_indices.npy", [.. features.SelectMany(row => row.Items()).Select(item => item.Key)]);
        NumpyFile.Write<int>(path + "_indptr.npy", ends);
        NumpyFile.Write<int>(path + "_shape.npy", [Rows, Columns]);
    }

    private IDataView View<TLabel>(MLContext context, Func<float, TLabel> toLabel, DataViewType labelType)
    {
        var schema = SchemaDefinition.Create(typeof(Row<TLabel>));
        schema[nameof(Row<TLabel>.Features)].ColumnType = new VectorDataViewType(
            typeof(TElement) == typeof(byte) ? NumberDataViewType.Byte : NumberDataViewType.Single, Columns);
        schema[nameof(Row<TLabel>.Label)].ColumnType = labelType;
        return context.Data.LoadFromEnumerable(
            features.Select((row, i) => new Row<TLabel> { Features = row, Label = toLabel(Labels[i]) }), schema);
    }

    private static VBuffer<float> Intensities(VBuffer<byte> row)
        => new(row.Length, [.. row.DenseValues().Select(value => value / 255f)]);

    private sealed class Row<TLabel>
    {
        public VBuffer<TElement> Features { get; set; }

        public TLabel Label { get; set; } = default!;
    }
}
