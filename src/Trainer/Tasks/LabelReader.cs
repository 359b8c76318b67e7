namespace MlNetShallow.Tasks;

/// <summary>Reads the labels of the row that it was made for, as the network takes them; NaN where one is missing.</summary>
/// <param name="labels">Takes as many as the task has.</param>
internal delegate void LabelReader(Span<float> labels);
