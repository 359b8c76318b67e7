using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of what a text stands for.</summary>
internal sealed class ParquetTextColumn<T>(DataField field, Func<T, string> text) : ParquetColumn(field)
    where T : struct
{
    private string[] _values = [];

    public override DataViewType Type => TextDataViewType.Instance;

    public override async Task LoadAsync(ParquetRowGroupReader group)
        => _values = await ParquetScalars.ReadAsync(group, Source, text, missing: "").ConfigureAwait(false);

    public override Delegate CreateGetter(Func<int> row)
        => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = _values[row()].AsMemory());
}
