using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using Internal.Runtime;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>Compiled code calls these where an operation fails; ILC knows the names without argument.</summary>
[StackTraceHidden]
internal static class ThrowHelpers
{
    [DoesNotReturn]
    internal static void ThrowOverflowException() => throw new OverflowException();

    [DoesNotReturn]
    internal static void ThrowIndexOutOfRangeException() => throw new IndexOutOfRangeException();

    [DoesNotReturn]
    internal static void ThrowNullReferenceException() => throw new NullReferenceException();

    [DoesNotReturn]
    internal static void ThrowDivideByZeroException() => throw new DivideByZeroException();

    [DoesNotReturn]
    internal static void ThrowArrayTypeMismatchException() => throw new ArrayTypeMismatchException();

    [DoesNotReturn]
    internal static void ThrowPlatformNotSupportedException() => throw new PlatformNotSupportedException();

    [DoesNotReturn]
    internal static void ThrowNotImplementedException() => throw new NotSupportedException("The operation is not available in compiled code.");

    [DoesNotReturn]
    internal static void ThrowArgumentException() => throw new ArgumentException();

    [DoesNotReturn]
    internal static void ThrowArgumentOutOfRangeException() => throw new ArgumentOutOfRangeException();

    // The next four replace code that ILC proved unreachable or could not compile (a missing type, for example).
    [DoesNotReturn]
    internal static void ThrowFeatureBodyRemoved() => throw new NotSupportedException("The feature was removed from this program.");

    [DoesNotReturn]
    internal static void ThrowInstanceBodyRemoved() => throw new InvalidProgramException("A method of a type that is never created was called.");

    [DoesNotReturn]
    internal static void ThrowUnavailableType() => throw new TypeLoadException();

    [DoesNotReturn]
    internal static void ThrowBodyRemoved() => throw new InvalidProgramException("A method that was removed as unreachable was called.");

    [DoesNotReturn]
    internal static void ThrowInvalidProgramException(ExceptionStringID id) => throw new InvalidProgramException();

    [DoesNotReturn]
    internal static void ThrowInvalidProgramExceptionWithArgument(ExceptionStringID id, string methodName) =>
        throw new InvalidProgramException("The code of '" + methodName + "' is invalid.");

    [DoesNotReturn]
    internal static void ThrowTypeLoadException(ExceptionStringID id, string typeName, string assemblyName) =>
        throw new TypeLoadException("Could not load type '" + typeName + "' from assembly '" + assemblyName + "'.");

    [DoesNotReturn]
    internal static void ThrowTypeLoadExceptionWithArgument(ExceptionStringID id, string typeName, string assemblyName, string messageArg) =>
        throw new TypeLoadException("Could not load type '" + typeName + "' from assembly '" + assemblyName + "': " + messageArg);

    [DoesNotReturn]
    internal static void ThrowMissingMethodException(ExceptionStringID id, string methodName) =>
        throw new MissingMethodException("Method not found: '" + methodName + "'.");

    [DoesNotReturn]
    internal static void ThrowMissingFieldException(ExceptionStringID id, string fieldName) =>
        throw new MissingFieldException("Field not found: '" + fieldName + "'.");

    [DoesNotReturn]
    internal static void ThrowFileNotFoundException(ExceptionStringID id, string fileName) =>
        throw new TypeLoadException("Could not load file or assembly '" + fileName + "'.");

    [DoesNotReturn]
    internal static void ThrowAmbiguousMatchException(ExceptionStringID id) => throw new InvalidProgramException("Ambiguous match found.");

    [DoesNotReturn]
    internal static void ThrowBadImageFormatException(ExceptionStringID id) => throw new InvalidProgramException("The format of an assembly is invalid.");

    [DoesNotReturn]
    internal static void ThrowMarshalDirectiveException(ExceptionStringID id) => throw new NotSupportedException("Marshalling is not supported: use blittable types.");

    // What only this library calls.
    [DoesNotReturn]
    internal static void ThrowArrayTypeMismatch() => throw new ArrayTypeMismatchException();

    [DoesNotReturn]
    internal static void ThrowDestinationTooShort() => throw new ArgumentException("Destination is too short.", "destination");

    [DoesNotReturn]
    internal static void ThrowInvalidTypeWithPointers<T>() =>
        throw new ArgumentException("Cannot use type '" + typeof(T).ToString() + "'. Only value types without pointers or references are supported.");
}

/// <summary>Codes that ILC passes with the type-system errors above.</summary>
internal enum ExceptionStringID
{
}

/// <summary>Creates <c>new T[a, b]</c>. Called by name.</summary>
internal static unsafe class ArrayHelpers
{
    internal static Array NewObjArray(nint pEEType, int rank, int* pDimensions) => MultiDimensionalArrays.New((MethodTable*)pEEType, rank, pDimensions);

    // The form for arrays with lower bounds, which C# cannot create; pairs of bound and length.
    internal static Array NewObjArrayRare(nint pEEType, int rank, int* pDimensions) => MultiDimensionalArrays.New((MethodTable*)pEEType, rank, pDimensions);
}

/// <summary>What <c>typeof</c> compiles to. Called by name.</summary>
internal static unsafe class LdTokenHelpers
{
    internal static RuntimeTypeHandle GetRuntimeTypeHandle(nint pEEType) => new((MethodTable*)pEEType);

    internal static Type GetRuntimeType(nint pEEType) => Type.FromMethodTable((MethodTable*)pEEType);

    internal static RuntimeMethodHandle GetRuntimeMethodHandle(nint pHandleSignature) => *(RuntimeMethodHandle*)&pHandleSignature;

    internal static RuntimeFieldHandle GetRuntimeFieldHandle(nint pHandleSignature) => *(RuntimeFieldHandle*)&pHandleSignature;
}

/// <summary>The entry and exit of <c>[MethodImpl(Synchronized)]</c> methods. Called by name.</summary>
internal static unsafe class SynchronizedMethodHelpers
{
    private static void MonitorEnter(object obj, ref bool lockTaken) => System.Threading.Monitor.Enter(obj, ref lockTaken);

    private static void MonitorExit(object obj, ref bool lockTaken)
    {
        if (!lockTaken)
            return;
        lockTaken = false;
        System.Threading.Monitor.Exit(obj);
    }

    private static RuntimeType GetSyncFromClassHandle(MethodTable* pMT) => RuntimeType.For(pMT);
}
