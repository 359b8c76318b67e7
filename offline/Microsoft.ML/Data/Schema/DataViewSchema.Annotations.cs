using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known of a column besides its type: values by kind.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        public static Annotations Empty { get; } = new(new DataViewSchema([], []), []);

        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index >= _getters.Length)
                throw new ArgumentException($"There is no annotation '{column.Name}'.", nameof(column));

            return _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException(
                $"The annotation '{column.Name}' is of {column.Type}; a {typeof(TValue)} was asked for.");
        }

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            DataViewSchema.Column column = Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"There is no annotation '{kind}'.");
            GetGetter<TValue>(column)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        /// <summary>Builds annotations kind by kind.</summary>
        public sealed class Builder
        {
            private readonly List<(DetachedColumn Column, Delegate Getter)> _items = [];

            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                    return;

                ArgumentNullException.ThrowIfNull(selector);
                foreach (DataViewSchema.Column column in annotations.Schema.Where(column => selector(column.Name)))
                    _items.Add((new DetachedColumn(column), annotations._getters[column.Index]));
            }

            public void Add<TValue>(
                string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null) =>
                Add(name, type, (Delegate)getter, annotations);

            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                var column = new DetachedColumn(name, type, annotations);
                ArgumentNullException.ThrowIfNull(getter);
                Type expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != expected)
                    throw new ArgumentException($"'{name}' needs a {expected}, not a {getter.GetType()}.", nameof(getter));

                _items.Add((column, getter));
            }

            public void AddPrimitiveValue<TValue>(
                string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null) =>
                Add(name, type, (ref TValue destination) => destination = value, annotations);

            public Annotations ToAnnotations()
            {
                var schema = new DataViewSchema.Builder();
                schema.AddColumns(_items.Select(item => item.Column));
                return new Annotations(schema.ToSchema(), [.. _items.Select(item => item.Getter)]);
            }
        }
    }
}
