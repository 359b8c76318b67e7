using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of texts.</summary>
internal sealed class ParquetStringColumn(DataField field) : ParquetColumn(field)
{
    private string?[] _values = [];

    public override DataViewType Type => TextDataViewType.Instance;

    public override async Task LoadAsync(ParquetRowGroupReader group)
    {
        _values = new string?[checked((int)group.RowCount)];
        await group.ReadAsync(Source, _values.AsMemory()).ConfigureAwait(false);
    }

    public override Delegate CreateGetter(Func<int> row)
        => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> text) => text = _values[row()].AsMemory());
}
