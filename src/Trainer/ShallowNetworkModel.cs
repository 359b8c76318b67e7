using System.Collections;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;

namespace MlNetShallow;

/// <summary>
/// A whole model with a shallow network in it, as it was when it was fitted: the stages before the network, the network as <see
/// cref="ShallowNetworkTransformer"/>, and the stages after it. It is a transformer itself, with all of them, and is saved as
/// one. <see cref="ShallowNetworkModelCatalog"/> makes it of a file, or of what <c>mlContext.Model.Load</c> gives. Thread-safe.
/// </summary>
public sealed class ShallowNetworkModel : ITransformer, IEnumerable<ITransformer>, IDisposable
{
    internal const string NoNetwork = "There is no shallow network in this model.";

    private readonly int _network;
    private readonly TransformerChain<ITransformer> _all;

    private ShallowNetworkModel(Stages stages, int network)
    {
        (Stages, _network) = (stages, network);
        _all = stages.ToChain<ITransformer>(..);
        Before = stages.ToChain<ITransformer>(..network);
        UpToNetwork = stages.ToChain<ShallowNetworkTransformer>(..(network + 1));
        After = stages.ToChain<ITransformer>((network + 1)..);
    }

    /// <summary>The stages before the network, which make its features; a chain of none where it reads the data as they
    /// come.</summary>
    public TransformerChain<ITransformer> Before { get; }

    /// <summary>The stages up to the network, which is the last of them.</summary>
    public TransformerChain<ShallowNetworkTransformer> UpToNetwork { get; }

    /// <summary>The network.</summary>
    public ShallowNetworkTransformer Network => UpToNetwork.LastTransformer;

    /// <summary>The stages after the network; a chain of none where it is the last.</summary>
    public TransformerChain<ITransformer> After { get; }

    /// <summary>Whether all stages map rows to rows.</summary>
    public bool IsRowToRowMapper => ((ITransformer)_all).IsRowToRowMapper;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _all.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => _all.Transform(input);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
        => ((ITransformer)_all).GetRowToRowMapper(inputSchema);

    /// <summary>All stages, one after the other.</summary>
    public IEnumerator<ITransformer> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same model with another network in its place, such as one that was trained further on what
    /// <see cref="Before"/> makes of new data.</summary>
    /// <param name="network">It takes what the stages before make, and gives what those after it take.</param>
    public ShallowNetworkModel With(ShallowNetworkTransformer network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(Stages.With(_network, network), _network);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_all).Save(ctx);

    /// <summary>Disposes of the stages that hold something outside of the program's memory.</summary>
    public void Dispose() => _all.Dispose();

    /// <summary>All stages, with what each is run for.</summary>
    internal Stages Stages { get; }

    /// <summary>Finds the last network of a model.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="FormatException">The network is damaged or of a later format.</exception>
    internal static ShallowNetworkModel Of(ITransformer model)
        => Find(model) ?? throw new ArgumentException(NoNetwork, nameof(model));

    /// <summary>Finds the last network of a model; null where there is none.</summary>
    /// <exception cref="FormatException">The network is damaged or of a later format.</exception>
    internal static ShallowNetworkModel? Find(ITransformer model)
    {
        if (model is ShallowNetworkModel already)
            return already;
        Stages stages = Stages.Of(model).Restored();
        int network = stages.LastNetwork;
        return network < 0 ? null : new ShallowNetworkModel(stages, network);
    }

}
