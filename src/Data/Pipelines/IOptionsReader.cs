namespace MlNetShallow.Data.Pipelines;

/// <summary>Reads a trainer's options from where they were given.</summary>
internal interface IOptionsReader
{
    TOptions Read<TOptions>()
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new();
}
