namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known of a column besides its type: values by kind.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;
        private Annotations(DataViewSchema schema, Delegate[] getters) => (Schema, _getters) = (schema, getters);
        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);
        public DataViewSchema Schema { get; }

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            DataViewSchema.Column column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"There is no annotation '{kind}'.");
            _getters[column.Index].As<TValue>(column)(ref value);
        }

        /// <summary>Builds annotations kind by kind.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter)
            {
                _schema.AddColumn(name, type);
                Contracts.CheckParam(
                    type.RawType == typeof(TValue), nameof(getter), $"'{name}' of {type} can't be a {typeof(TValue)}.");
                _getters.Add(getter);
            }

            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                foreach (DataViewSchema.Column column in annotations.Schema.Where(column => selector(column.Name)))
                {
                    _schema.AddColumn(column.Name, column.Type);
                    _getters.Add(annotations._getters[column.Index]);
                }
            }

            public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);
        }
    }
}
