using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Internal.Runtime;

/// <summary>What ILC emits for every type: size, shape, virtual methods, interfaces. Pointed to by every object's first word.</summary>
/// <remarks>
/// The layout is the one of ILC 10.0 (EETypeNode): a fixed header, the virtual method slots, the interface list, then self-relative
/// 32-bit fields of which only those announced by flags exist. In front of it stands the GCDesc (see Heap.Mark).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct MethodTable
{
    internal const uint SzArrayBaseSize = 24;
    internal const uint StringBaseSize = 22;

    private const uint HasComponentSizeFlag = 0x80000000;
    private const uint KindMask = 0x00030000;
    private const uint KindCanonical = 0x00000000;
    private const uint KindParameterized = 0x00020000;
    private const uint KindGenericDefinition = 0x00030000;
    private const uint HasDispatchMapFlag = 0x00040000;
    private const uint HasFinalizerFlag = 0x00100000;
    private const uint HasSealedVirtualsFlag = 0x00400000;
    private const uint HasGenericVarianceFlag = 0x00800000;
    private const uint HasPointersFlag = 0x01000000;
    private const uint IsGenericFlag = 0x02000000;
    private const int ElementTypeShift = 26;

    private uint _flags;
    private uint _baseSize;
    private MethodTable* _relatedType;
    private ushort _numVtableSlots;
    private ushort _numInterfaces;
    private uint _hashCode;

    [Intrinsic]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern MethodTable* Of<T>()
        where T : allows ref struct;

    internal readonly uint BaseSize => _baseSize;

    internal readonly uint HashCode => _hashCode;

    internal readonly bool HasComponentSize => (int)_flags < 0;

    internal readonly ushort ComponentSize => HasComponentSize ? (ushort)_flags : (ushort)0;

    // The low 16 bits hold the component size of arrays and strings, and further flags of everything else.
    private readonly ushort ExtendedFlags => HasComponentSize ? (ushort)0 : (ushort)_flags;

    internal readonly EETypeElementType ElementType => (EETypeElementType)((_flags >> ElementTypeShift) & 0x1F);

    /// <summary>Base type; for arrays and pointers the element type. Null for object and interfaces.</summary>
    internal readonly MethodTable* RelatedType => _relatedType;

    /// <summary>The same under the name that array accessors written by ILC use.</summary>
    internal readonly MethodTable* RelatedParameterType => _relatedType;

    internal readonly bool ContainsGCPointers => (_flags & HasPointersFlag) != 0;

    internal readonly bool HasFinalizer => (_flags & HasFinalizerFlag) != 0;

    internal readonly bool HasDispatchMap => (_flags & HasDispatchMapFlag) != 0;

    internal readonly bool HasGenericVariance => (_flags & HasGenericVarianceFlag) != 0;

    internal readonly bool IsGeneric => (_flags & IsGenericFlag) != 0;

    internal readonly bool IsGenericDefinition => (_flags & KindMask) == KindGenericDefinition;

    internal readonly bool IsParameterized => (_flags & KindMask) == KindParameterized;

    internal readonly bool IsInterface => ElementType == EETypeElementType.Interface;

    internal readonly bool IsArray => ElementType is EETypeElementType.SzArray or EETypeElementType.Array;

    internal readonly bool IsSzArray => ElementType == EETypeElementType.SzArray;

    internal readonly bool IsValueType => ElementType < EETypeElementType.Class;

    internal readonly bool IsPrimitive => ElementType is >= EETypeElementType.Boolean and <= EETypeElementType.Double;

    internal readonly bool IsNullable => ElementType == EETypeElementType.Nullable;

    internal readonly bool IsPointerLike => ElementType is EETypeElementType.ByRef or EETypeElementType.Pointer;

    internal readonly bool IsEnum => IsPrimitive && _relatedType == Of<System.Enum>();

    /// <summary>Bytes a value of the type occupies in a field or array element.</summary>
    internal readonly uint ValueTypeSize => _baseSize - 16 - ((uint)(ExtendedFlags & 0xE0) >> 5);

    /// <summary>Offset of <c>value</c> in this <see cref="System.Nullable{T}"/>.</summary>
    internal readonly byte NullableValueOffset => (byte)(1 << ((ExtendedFlags & 0x700) >> 8));

    internal readonly int VtableSlots => _numVtableSlots;

    internal readonly int InterfaceCount => _numInterfaces;

    /// <summary>1 for T[]; otherwise as many as pairs of bounds fit between length and elements.</summary>
    internal readonly int ArrayRank => IsSzArray ? 1 : (int)((_baseSize - SzArrayBaseSize) / (2 * sizeof(int)));

    /// <summary>Base class. Arrays derive from System.Array, whatever <see cref="RelatedType"/> says of their elements.</summary>
    internal MethodTable* BaseType => (_flags & KindMask) == KindCanonical ? _relatedType : IsArray ? Of<System.Array>() : null;

    internal nint* Vtable => (nint*)((byte*)Unsafe.AsPointer(ref this) + sizeof(MethodTable));

    internal MethodTable** Interfaces => (MethodTable**)(Vtable + _numVtableSlots);

    internal MethodTable* Interface(int index) => Interfaces[index];

    /// <summary>An enum and its underlying type, or two enums of the same: their values have the same bits.</summary>
    internal bool IsSameUnderlyingType(MethodTable* other) => ElementType == other->ElementType && IsPrimitive;

    // The self-relative fields behind the interface list, in this order.
    private int* Field(int index) => (int*)(Interfaces + _numInterfaces) + index;

    private static void* Follow(int* field) => (byte*)field + *field;

    private const int WritableDataIndex = 1;

    private int DispatchMapIndex => 2;

    private int SealedVirtualsIndex => 2 + (HasDispatchMap ? 1 : 0) + (HasFinalizer ? 1 : 0);

    private int GenericDefinitionIndex => SealedVirtualsIndex + ((_flags & HasSealedVirtualsFlag) != 0 ? 1 : 0);

    /// <summary>One writable word per type, zero at start: holds the type's <see cref="System.Type"/> object.</summary>
    internal nint* WritableData => (nint*)Follow(Field(WritableDataIndex));

    internal DispatchMap* DispatchMap => HasDispatchMap ? (DispatchMap*)Follow(Field(DispatchMapIndex)) : null;

    internal nint SealedVirtual(int index)
    {
        int* table = (int*)Follow(Field(SealedVirtualsIndex));
        return (nint)Follow(table + index);
    }

    internal MethodTable* GenericDefinition => (MethodTable*)Follow(Field(GenericDefinitionIndex));

    /// <summary>Number of type arguments; the definition keeps it where others have their size.</summary>
    internal int GenericArity => (int)GenericDefinition->_baseSize;

    internal MethodTable* GenericArgument(int index)
    {
        int* field = Field(GenericDefinitionIndex + 1);
        if (GenericArity == 1)
            return (MethodTable*)Follow(field);
        return (MethodTable*)Follow((int*)Follow(field) + index);
    }

    /// <summary>How each parameter of this variant generic definition varies.</summary>
    internal GenericVariance* Variances => (GenericVariance*)Follow(Field(GenericDefinitionIndex));

    /// <summary>The T of this <see cref="System.Nullable{T}"/>.</summary>
    internal MethodTable* NullableType => GenericArgument(0);
}

internal enum GenericVariance : byte
{
    NonVariant = 0,
    Covariant = 1,
    Contravariant = 2,
    ArrayCovariant = 0x20,
}

internal enum EETypeElementType
{
    Unknown = 0x00,
    Void = 0x01,
    Boolean = 0x02,
    Char = 0x03,
    SByte = 0x04,
    Byte = 0x05,
    Int16 = 0x06,
    UInt16 = 0x07,
    Int32 = 0x08,
    UInt32 = 0x09,
    Int64 = 0x0A,
    UInt64 = 0x0B,
    IntPtr = 0x0C,
    UIntPtr = 0x0D,
    Single = 0x0E,
    Double = 0x0F,
    ValueType = 0x10,
    Nullable = 0x12,
    Class = 0x14,
    Interface = 0x15,
    SystemArray = 0x16,
    Array = 0x17,
    SzArray = 0x18,
    ByRef = 0x19,
    Pointer = 0x1A,
    FunctionPointer = 0x1B,
}

#pragma warning disable CS0649 // emitted by ILC
/// <summary>Which slot of the type, or of an interface's default methods, implements which slot of which interface.</summary>
internal unsafe struct DispatchMap
{
    internal ushort StandardCount;
    internal ushort DefaultCount;
    internal ushort StandardStaticCount;
    internal ushort DefaultStaticCount;

    internal struct Entry
    {
        internal ushort InterfaceIndex;
        internal ushort InterfaceSlot;
        internal ushort ImplementationSlot;
    }

    /// <summary>Standard entries first, default-method entries behind them.</summary>
    internal Entry* Entries => (Entry*)((byte*)Unsafe.AsPointer(ref this) + sizeof(DispatchMap));
}
