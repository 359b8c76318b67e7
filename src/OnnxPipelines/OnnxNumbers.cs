namespace MlNetShallow.OnnxPipelines;

/// <summary>The numbers of the fields and types that are read or written here, as https://github.com/onnx/onnx publishes them in
/// onnx.proto.</summary>
internal static class OnnxNumbers
{
    internal static class Model
    {
        public const int IrVersion = 1;
        public const int ProducerName = 2;
        public const int ProducerVersion = 3;
        public const int Graph = 7;
        public const int OperatorSet = 8;
        public const int Metadata = 14;
    }

    internal static class OperatorSet
    {
        public const int Domain = 1;
        public const int Version = 2;
    }

    internal static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Constant = 5;
        public const int Input = 11;
        public const int Output = 12;
    }

    internal static class Node
    {
        public const int Input = 1;
        public const int Output = 2;
        public const int Name = 3;
        public const int Operator = 4;
        public const int Attribute = 5;
        public const int Domain = 7;
    }

    internal static class Attribute
    {
        public const int Name = 1;
        public const int Integer = 3;
        public const int Text = 4;
        public const int Graph = 6;
        public const int Singles = 7;
        public const int Integers = 8;
        public const int Graphs = 11;
        public const int Type = 20;

        public const int TypeInteger = 2;
        public const int TypeSingles = 6;
        public const int TypeIntegers = 7;
    }

    /// <summary>A value by its name: in a constant, and in a declared input or output.</summary>
    internal static class Named
    {
        public const int Constant = 8;
        public const int Declared = 1;
    }

    internal static class Declared
    {
        public const int Type = 2;

        public const int Tensor = 1;
        public const int Shape = 2;
        public const int Dimension = 1;
        public const int DimensionValue = 1;
    }

    internal static class Tensor
    {
        public const int Dimension = 1;
        public const int ElementType = 2;
        public const int Raw = 9;

        public const int Single = 1;
        public const int Int64 = 7;
        public const int Boolean = 9;
        public const int UInt32 = 12;
    }
}
