using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Builds a schema column by column.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        public void AddColumn(string name, DataViewType type, Annotations? annotations = null) =>
            _columns.Add(new DetachedColumn(name, type, annotations));

        public void AddColumns(IEnumerable<Column> source) => AddColumns(source.Select(column => new DetachedColumn(column)));

        public void AddColumns(IEnumerable<DetachedColumn> source) => _columns.AddRange(source);

        public DataViewSchema ToSchema()
        {
            var indices = new Dictionary<string, int>();
            for (int i = 0; i < _columns.Count; i++)
                indices[_columns[i].Name] = i;

            IEnumerable<Column> columns = _columns.Select(
                (c, i) => new Column(c.Name, i, isHidden: indices[c.Name] != i, c.Type, c.Annotations));
            return new DataViewSchema([.. columns], indices);
        }
    }
}
