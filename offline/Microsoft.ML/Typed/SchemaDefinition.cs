using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>How the members of a user's class map to columns.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Which way the values go.</summary>
    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName)!;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Contracts.CheckParam(
                value.ColumnName == columnName, nameof(columnName), $"The column is '{value.ColumnName}', not '{columnName}'.");
            int index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var definition = new SchemaDefinition();
        foreach (MemberInfo member in GetMembers(userType, direction))
        {
            if (member.IsDefined(typeof(NoColumnAttribute)))
                continue;

            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Contracts.CheckParam(definition[name] is null, nameof(userType), $"{userType} has two columns named '{name}'.");
            definition.Add(new Column(member.Name, GetColumnType(member), name));
        }

        return definition;
    }

    /// <summary>The members that stand for the columns of a schema, with the types and annotations of the schema.</summary>
    internal static SchemaDefinition Create(Type userType, DataViewSchema schema)
    {
        SchemaDefinition definition = Create(userType, Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            Column member = definition[column.Name]
                ?? throw new InvalidOperationException($"{userType} has no member for the column '{column.Name}'.");
            member.ColumnType = column.Type;
            member.Annotations = column.Annotations;
        }

        return definition;
    }

    private static IEnumerable<MemberInfo> GetMembers(Type userType, Direction direction)
    {
        const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<PropertyInfo> properties = userType.GetProperties(PublicInstance).Where(property =>
            property.GetIndexParameters().Length == 0
            && ((direction.HasFlag(Direction.Read) && property.GetGetMethod() is not null)
                || (direction.HasFlag(Direction.Write) && property.GetSetMethod() is not null)));
        return userType.GetFields(PublicInstance).Concat<MemberInfo>(properties);
    }

    private static DataViewType GetColumnType(MemberInfo member)
    {
        Type itemType = TypedColumn.GetItemType(member, out bool isVector);
        if (TypedColumn.TryGetCustomType(member, itemType, out DataViewType? custom))
            return custom;

        PrimitiveDataViewType? primitive;
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
            primitive = new KeyDataViewType(itemType, key.Count);
        else if (!PrimitiveTypes.TryGet(itemType, out primitive))
            throw new ArgumentOutOfRangeException(nameof(member), $"There is no column type for '{member}'.");

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Contracts.CheckParam(vector is null || isVector, nameof(member), $"'{member}' is marked as a vector, but is none.");
        if (!isVector)
            return primitive;

        return vector is { Dimensions.Length: > 0 }
            ? new VectorDataViewType(primitive, vector.Dimensions)
            : new VectorDataViewType(primitive);
    }

    /// <summary>The column of one member.</summary>
    public sealed class Column
    {
        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnType = columnType;
            ColumnName = columnName;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations { get; internal set; } = DataViewSchema.Annotations.Empty;
    }
}
