using System.Globalization;

namespace Microsoft.ML.Data
{
    /// <summary>Says which fields of a line a member is read from.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class LoadColumnAttribute(int start, int end) : Attribute
    {
        public LoadColumnAttribute(int fieldIndex) : this(fieldIndex, fieldIndex) { }
        internal Range Fields => start..(end + 1);
    }

    /// <summary>Reads a line of a text file into the members of an object.</summary>
    internal sealed class LineReader<TInput>(char separator)
        where TInput : class, new()
    {
        private readonly (PropertyInfo Property, Range Fields)[] _members = [.. typeof(TInput).GetProperties().Select(property =>
            (property, property.GetCustomAttribute<LoadColumnAttribute>()?.Fields
                ?? throw new InvalidOperationException($"'{property.Name}' has no LoadColumn attribute.")))];

        internal TInput Read(string line)
        {
            string[] fields = line.Split(separator);
            var row = new TInput();
            foreach (var (property, range) in _members)
            {
                Type type = property.PropertyType;
                property.SetValue(row, type.IsArray
                    ? Array.ConvertAll(fields[range], field => (float)Parse(typeof(float), field.Trim()))
                    : Parse(type, fields[range][0].Trim()));
            }

            return row;
        }

        // An empty field is 0, one that is no number a missing value.
        private static object Parse(Type type, string field) => type == typeof(float)
            ? field == "" ? 0f
                : float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN
            : Convert.ChangeType(field, type, CultureInfo.InvariantCulture);
    }
}

namespace Microsoft.ML
{
    /// <summary>Loads text files.</summary>
    public static class TextLoaderSaverCatalog
    {
        public static IDataView LoadFromTextFile<TInput>(
            this DataOperationsCatalog catalog, string path, char separatorChar = '\t', bool hasHeader = false)
            where TInput : class, new()
        {
            var reader = new LineReader<TInput>(separatorChar);
            return catalog.LoadFromEnumerable(File.ReadLines(path).Skip(hasHeader ? 1 : 0).Select(reader.Read));
        }
    }
}
