using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls a generic method with type arguments that are known only at run time.</summary>
internal static class GenericCall
{
    // The method comes closed over any type: Copy<int>, say.
    internal static TResult Invoke<TResult>(Delegate method, Type[] typeArguments, params object?[] arguments) =>
        (TResult)method.Method.GetGenericMethodDefinition().MakeGenericMethod(typeArguments)
            .Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    internal static TResult Invoke<TResult>(Delegate method, Type typeArgument, params object?[] arguments) =>
        Invoke<TResult>(method, [typeArgument], arguments);
}
