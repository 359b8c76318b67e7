using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of numbers.</summary>
internal sealed class ParquetNumberColumn<T>(DataField field, Func<T, float> number) : ParquetColumn(field)
    where T : struct
{
    private float[] _values = [];

    public override DataViewType Type => NumberDataViewType.Single;

    public override async Task LoadAsync(ParquetRowGroupReader group)
        => _values = await ParquetScalars.ReadAsync(group, Source, number, missing: float.NaN).ConfigureAwait(false);

    public override Delegate CreateGetter(Func<int> row)
        => new ValueGetter<float>((ref float value) => value = _values[row()]);
}
