using System.Runtime.CompilerServices;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.Transforms;

/// <summary>A custom mapping in a pipeline: there is nothing to learn, only the schema to check.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : UntrainedEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer) : base(transformer) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (SchemaDefinition.Column member in SchemaDefinition.Create(typeof(TSrc)))
        {
            var wanted = SchemaShape.Column.Create(member.ColumnName, member.ColumnType);
            SchemaShape.Column found = inputSchema.Find(wanted.Name);
            if (!Accepts(wanted, found))
            {
                string type = $"{found.Kind} {(found.IsKey ? "key " : "")}{found.ItemType}";
                throw Contracts.SchemaMismatch(nameof(inputSchema), "input", wanted.Name, $"{member.ColumnType}", type);
            }
        }

        return inputSchema.With(SchemaShape.Create(TypedColumn<TDst>.CreateSchema(Transformer.AddedColumns)));
    }

    private static bool Accepts(SchemaShape.Column wanted, SchemaShape.Column found)
        => wanted.ItemType == found.ItemType
        && wanted.IsKey == found.IsKey
        && (wanted.Kind == found.Kind || (wanted.Kind == VectorKind.VariableVector && found.Kind == VectorKind.Vector));
}

/// <summary>Adds the columns that an action of the user's computes from one object for each row.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : RowToRowTransformerBase
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;

    internal CustomMappingTransformer(Action<TSrc, TDst> mapAction, string? contractName)
    {
        _mapAction = mapAction;
        _contractName = contractName;
        AddedColumns = TypedColumn<TDst>.CreateAll(SchemaDefinition.OfWritable(typeof(TDst)));
    }

    internal TypedColumn<TDst>[] AddedColumns { get; }

    private protected override RowMapping Bind(DataViewSchema inputSchema)
    {
        var filler = new RowFiller<TSrc>(inputSchema, ignoreMissingColumns: false);
        // However many columns are read, the action runs once for a row: the columns share what it gave.
        var results = new ConditionalWeakTable<DataViewRow, Func<TDst>>();
        return new RowMapping(inputSchema, new([.. AddedColumns.Select(added => AddedColumn.Create(
            added.Column,
            filler.Columns,
            input => added.CreateGetter(results.GetValue(input, input => CreateMapping(input, filler)))))]));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        if (_contractName is null)
            throw new InvalidOperationException("A custom mapping without a contract name can't be saved.");

        ctx.Begin(typeof(CustomMappingLoader)).WriteStrings(_contractName, _mapAction.Method.DeclaringType!.Assembly.FullName!);
    }

    private Func<TDst> CreateMapping(DataViewRow input, RowFiller<TSrc> filler)
    {
        Action<TSrc> fill = filler.Bind(input);
        var source = new TSrc();
        var destination = new TDst();
        long position = -1;
        return () =>
        {
            if (position != input.Position)
            {
                fill(source);
                _mapAction(source, destination);
                position = input.Position;
            }

            return destination;
        };
    }
}

/// <summary>Marks the factory that gives a saved custom mapping its action back.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute(string contractName) : Attribute
{
    internal string ContractName => contractName;
}

/// <summary>Gives a saved custom mapping its action back.</summary>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(string contractName)
        => new CustomMappingTransformer<TSrc, TDst>(GetMapping(), contractName);
}

/// <summary>A factory whatever the types of its rows.</summary>
internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(string contractName);
}

/// <summary>Reads a saved custom mapping: its contract's name and the assembly that holds the contract.</summary>
internal static class CustomMappingLoader
{
    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string[] names = ctx.Reader.ReadStrings();
        string contractName = names[0];
        Assembly assembly = Assembly.Load(names[1]);
        Type? type = assembly.GetTypes().SingleOrDefault(type =>
            type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>()?.ContractName == contractName);
        return type is not null && Activator.CreateInstance(type, nonPublic: true) is ICustomMappingFactory factory
            ? factory.CreateTransformer(contractName)
            : throw new InvalidOperationException(
                $"{assembly.GetName().Name} has no custom mapping factory with the contract '{contractName}'.");
    }
}
