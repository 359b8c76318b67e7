using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of lists of numbers. A list that is null is empty; a number that is null is NaN.</summary>
internal sealed class ParquetVectorColumn<T>(DataField item, int? length, Func<T, float> number)
    : ParquetColumn(item), IParquetLists
    where T : struct
{
    private readonly List<float[]> _rows = [];

    public override DataViewType Type { get; } = length is { } known
        ? new VectorDataViewType(NumberDataViewType.Single, known)
        : new VectorDataViewType(NumberDataViewType.Single);

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Rows => _rows;

    public override async Task LoadAsync(ParquetRowGroupReader group)
    {
        int entries = checked((int)group.GetMetadata(Source)!.MetaData!.NumValues);
        T[] values = new T[entries];
        int[] definitions = new int[entries], repetitions = new int[entries];
        await group.ReadRawAsync(Source, values.AsMemory(), definitions.AsMemory(), repetitions.AsMemory()).ConfigureAwait(false);
        _rows.Clear();
        var list = new List<float>();
        int value = 0, present = Source.MaxDefinitionLevel;
        for (int i = 0; i < entries; i++)
        {
            if (repetitions[i] == 0 && i > 0)
                EndList();
            if (definitions[i] == present)
                list.Add(number(values[value++]));
            else if (Source.IsNullable && definitions[i] == present - 1)
                list.Add(float.NaN);
        }

        if (entries > 0)
            EndList();

        void EndList()
        {
            _rows.Add([.. list]);
            list.Clear();
        }
    }

    public override Delegate CreateGetter(Func<int> row)
        // Who takes a vector may write over it.
        => new ValueGetter<VBuffer<float>>((ref VBuffer<float> vector) =>
        {
            float[] values = _rows[row()];
            VBufferEditor<float> editor = VBufferEditor.Create(ref vector, values.Length);
            values.CopyTo(editor.Values);
            vector = editor.Commit();
        });
}
