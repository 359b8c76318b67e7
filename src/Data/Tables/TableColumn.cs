using Microsoft.ML.Data;

namespace MlNetShallow.Data.Tables;

/// <summary>A column that is wanted of a table: a number (Single), a text, or a vector of Single.</summary>
internal sealed record TableColumn(string Name, DataViewType Type)
{
    public static TableColumn Number(string name) => new(name, NumberDataViewType.Single);

    public static TableColumn Text(string name) => new(name, TextDataViewType.Instance);
}
