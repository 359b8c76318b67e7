using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of scalars: numbers, or what a text stands for.</summary>
/// <param name="field">The column.</param>
/// <param name="type">The type of its values for ML.NET.</param>
/// <param name="map">Makes the value of one.</param>
/// <param name="missing">Stands for one that is null.</param>
internal sealed class ParquetScalarColumn<T, TValue>(DataField field, DataViewType type, Func<T, TValue> map, TValue missing)
    : ParquetColumn(field)
    where T : struct
{
    private TValue[] _values = [];

    public override DataViewType Type => type;

    public override async Task LoadAsync(ParquetRowGroupReader group)
        => _values = await ParquetScalars.ReadAsync(group, Source, map, missing).ConfigureAwait(false);

    public override Delegate CreateGetter(Func<int> row) => new ValueGetter<TValue>((ref TValue value) => value = _values[row()]);
}
