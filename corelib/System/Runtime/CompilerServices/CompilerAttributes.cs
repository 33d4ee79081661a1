namespace System.Runtime.CompilerServices;

// Attributes that the C# compiler or ILC reads or writes by name.

public sealed class CompilerGeneratedAttribute : Attribute;

public sealed class ExtensionAttribute : Attribute;

public sealed class IsReadOnlyAttribute : Attribute;

public sealed class IsByRefLikeAttribute : Attribute;

public sealed class IsUnmanagedAttribute : Attribute;

public sealed class ScopedRefAttribute : Attribute;

public sealed class RequiresLocationAttribute : Attribute;

public sealed class SkipLocalsInitAttribute : Attribute;

public sealed class ModuleInitializerAttribute : Attribute;

public sealed class RequiredMemberAttribute : Attribute;

public sealed class SpecialNameAttribute : Attribute;

public sealed class UnsafeValueTypeAttribute : Attribute;

public sealed class InterpolatedStringHandlerAttribute : Attribute;

public sealed class DisableRuntimeMarshallingAttribute : Attribute;

public sealed class ParamCollectionAttribute : Attribute;

public sealed class PreserveBaseOverridesAttribute : Attribute;

/// <summary>The JIT or ILC may supply the code of what carries this; the body must still be right for when they do not.</summary>
public sealed class IntrinsicAttribute : Attribute;

public sealed class NullableAttribute : Attribute
{
    public readonly byte[] NullableFlags;

    public NullableAttribute(byte value) => NullableFlags = [value];

    public NullableAttribute(byte[] value) => NullableFlags = value;
}

public sealed class NullableContextAttribute(byte value) : Attribute
{
    public readonly byte Flag = value;
}

public sealed class NullablePublicOnlyAttribute(bool value) : Attribute
{
    public readonly bool IncludesInternals = value;
}

public sealed class RefSafetyRulesAttribute(int version) : Attribute
{
    public int Version { get; } = version;
}

public sealed class NativeIntegerAttribute : Attribute
{
    public NativeIntegerAttribute()
    {
    }

    public NativeIntegerAttribute(bool[] flags) => TransformFlags = flags;

    public bool[]? TransformFlags { get; }
}

public sealed class InlineArrayAttribute(int length) : Attribute
{
    public int Length { get; } = length;
}

public sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;

    public bool IsOptional { get; init; }
}

public sealed class InternalsVisibleToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}

public sealed class IndexerNameAttribute(string indexerName) : Attribute
{
    public string Name => indexerName;
}

public sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
{
    public Type BuilderType { get; } = builderType;

    public string MethodName { get; } = methodName;
}

public sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
{
    public int Priority { get; } = priority;
}

public sealed class TupleElementNamesAttribute(string?[] transformNames) : Attribute
{
    public string?[] TransformNames => transformNames;
}

public sealed class FixedBufferAttribute(Type elementType, int length) : Attribute
{
    public Type ElementType { get; } = elementType;

    public int Length { get; } = length;
}

public class StateMachineAttribute(Type stateMachineType) : Attribute
{
    public Type StateMachineType { get; } = stateMachineType;
}

public sealed class IteratorStateMachineAttribute(Type stateMachineType) : StateMachineAttribute(stateMachineType);

public sealed class AsyncStateMachineAttribute(Type stateMachineType) : StateMachineAttribute(stateMachineType);

public sealed class AsyncIteratorStateMachineAttribute(Type stateMachineType) : StateMachineAttribute(stateMachineType);

public sealed class AsyncMethodBuilderAttribute(Type builderType) : Attribute
{
    public Type BuilderType { get; } = builderType;
}

public sealed class InterpolatedStringHandlerArgumentAttribute : Attribute
{
    public InterpolatedStringHandlerArgumentAttribute(string argument) => Arguments = [argument];

    public InterpolatedStringHandlerArgumentAttribute(params string[] arguments) => Arguments = arguments;

    public string[] Arguments { get; }
}

public sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
{
    public string ParameterName { get; } = parameterName;
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CallerFilePathAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CallerLineNumberAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CallerMemberNameAttribute : Attribute;

/// <summary>Run the static constructor at start-up instead of at first use, which may be where nothing can be allocated.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class EagerStaticClassConstructionAttribute : Attribute;
