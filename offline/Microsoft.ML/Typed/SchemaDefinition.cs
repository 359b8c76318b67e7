namespace Microsoft.ML.Data;

/// <summary>How the members of a user's class map to columns.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition(Type userType, Func<PropertyInfo, bool> takes)
    {
        const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;
        var properties = userType.GetProperties(PublicInstance).Where(property => property.GetIndexParameters().Length == 0);
        foreach (MemberInfo member in userType.GetFields(PublicInstance).Concat<MemberInfo>(properties.Where(takes)))
        {
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Contracts.CheckParam(this[name] is null, nameof(userType), $"{userType} has two columns named '{name}'.");
            Add(new Column(member, name, TypedMember.GetColumnType(member)));
        }
    }

    public Column this[string columnName] => Find(column => column.ColumnName == columnName)!;
    public static SchemaDefinition Create(Type userType) => new(userType, _ => true);

    internal static SchemaDefinition OfReadable(Type userType)
        => new(userType, property => property.GetGetMethod() is not null);

    /// <summary>The definition whose columns are of the types, and have the annotations, that a schema says.</summary>
    internal static SchemaDefinition OfReadable(Type userType, DataViewSchema schema)
    {
        SchemaDefinition definition = OfReadable(userType);
        foreach (DataViewSchema.Column column in schema)
        {
            Column member = definition[column.Name]
                ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}");
            (member.ColumnType, member.Annotations) = (column.Type, column.Annotations);
        }

        return definition;
    }

    internal static SchemaDefinition OfWritable(Type userType)
        => new(userType, property => property.GetSetMethod() is not null);

    /// <summary>The column of one member.</summary>
    public sealed class Column
    {
        internal Column(MemberInfo member, string columnName, DataViewType columnType)
            => (Member, ColumnName, ColumnType) = (member, columnName, columnType);

        internal MemberInfo Member { get; }
        public string ColumnName { get; }
        public DataViewType ColumnType { get; set; }
        internal DataViewSchema.Annotations? Annotations { get; set; }
    }
}

/// <summary>What the members of user's classes are as columns.</summary>
internal static class TypedMember
{
    internal static Type GetMemberType(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    internal static Type GetItemType(Type memberType, out bool isVector)
    {
        isVector = memberType.IsArray || (memberType.IsGenericType && memberType.GetGenericTypeDefinition() == typeof(VBuffer<>));
        Type itemType = !isVector ? memberType : memberType.GetElementType() ?? memberType.GetGenericArguments()[0];
        return itemType == typeof(string) ? typeof(ReadOnlyMemory<char>) : itemType;
    }

    internal static DataViewType GetColumnType(MemberInfo member)
    {
        Type itemType = GetItemType(GetMemberType(member), out bool isVector);
        var typeAttribute = member.GetCustomAttribute<DataViewTypeAttribute>();
        typeAttribute?.Register();
        if (DataViewTypeManager.TryGet(itemType, typeAttribute, out DataViewType? custom))
            return custom;

        PrimitiveDataViewType primitive = member.GetCustomAttribute<KeyTypeAttribute>() is { } key
            ? new KeyDataViewType(itemType, key.Count)
            : PrimitiveTypes.Find(itemType)
                ?? throw new ArgumentOutOfRangeException(nameof(member), $"There is no column type for '{member}'.");
        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Contracts.CheckParam(vector is null || isVector, nameof(member), $"'{member}' is marked as a vector, but is none.");
        return isVector ? new VectorDataViewType(primitive, vector?.Size ?? 0) : primitive;
    }
}
