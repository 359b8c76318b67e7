using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A public field or property of a user's class, bound to a column.</summary>
internal sealed class TypedColumn
{
    private readonly MemberInfo _member;

    private TypedColumn(Type userType, SchemaDefinition.Column definition)
    {
        _member = (MemberInfo?)userType.GetField(definition.MemberName) ?? userType.GetProperty(definition.MemberName)
            ?? throw new ArgumentOutOfRangeException(
                nameof(definition), $"{userType} has no public field or property '{definition.MemberName}'.");

        MemberType = GetMemberType(_member);
        ItemType = GetItemType(_member, out bool isVector);
        IsVector = isVector;
        Column = new DataViewSchema.DetachedColumn(
            string.IsNullOrEmpty(definition.ColumnName) ? definition.MemberName : definition.ColumnName,
            definition.ColumnType,
            definition.Annotations);
        Contracts.CheckParam(
            Accepts(definition.ColumnType), nameof(definition),
            $"The column '{Column.Name}' of {Column.Type} can't be the member '{_member}' of {userType}.");
    }

    internal DataViewSchema.DetachedColumn Column { get; }

    internal Type MemberType { get; }

    internal Type ItemType { get; }

    internal bool IsVector { get; }

    internal static TypedColumn[] CreateAll(Type userType, SchemaDefinition definition) =>
        [.. definition.Select(column => new TypedColumn(userType, column))];

    internal static Type GetItemType(MemberInfo member, out bool isVector)
    {
        Type type = GetMemberType(member);
        isVector = type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>));
        Type itemType = !isVector ? type : type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        return itemType == typeof(string) ? typeof(ReadOnlyMemory<char>) : itemType;
    }

    internal static bool TryGetCustomType(MemberInfo member, Type itemType, [NotNullWhen(true)] out DataViewType? type)
    {
        DataViewTypeAttribute[] attributes = [.. member.GetCustomAttributes<DataViewTypeAttribute>()];
        Contracts.CheckParam(attributes.Length <= 1, nameof(member), $"'{member}' has several column types.");
        DataViewTypeAttribute? attribute = attributes.FirstOrDefault();
        attribute?.Register();
        return DataViewTypeManager.TryGet(itemType, attribute, out type);
    }

    internal bool Accepts(DataViewType columnType) => columnType is VectorDataViewType vector
        ? IsVector && vector.ItemType.RawType == ItemType
        : !IsVector && columnType.RawType == ItemType;

    internal Func<TRow, TValue> CreateReader<TRow, TValue>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, _member), row).Compile();
    }

    internal Action<TRow, TValue> CreateWriter<TRow, TValue>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TValue));
        BinaryExpression assignment = Expression.Assign(Expression.MakeMemberAccess(row, _member), value);
        return Expression.Lambda<Action<TRow, TValue>>(assignment, row, value).Compile();
    }

    public override string ToString() => _member.ToString()!;

    private static Type GetMemberType(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
}
