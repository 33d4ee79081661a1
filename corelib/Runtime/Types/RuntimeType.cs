using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using Internal.Runtime;

namespace System;

/// <summary>The one <see cref="Type"/> object of a MethodTable, made when first asked for and kept for ever.</summary>
internal sealed unsafe class RuntimeType : Type
{
    // Keeps all of them reachable: the word in the MethodTable's writable data is no root of the collector.
    private static RuntimeType? s_all;

    private readonly MethodTable* _table;
    private RuntimeType? _next;
    private string? _fullName;

    private RuntimeType(MethodTable* table) => _table = table;

    internal static RuntimeType For(MethodTable* table)
    {
        ref RuntimeType? slot = ref Unsafe.AsRef<RuntimeType?>(table->WritableData);
        return Volatile.Read(ref slot) ?? Create(table, ref slot);
    }

    private static RuntimeType Create(MethodTable* table, ref RuntimeType? slot)
    {
        RuntimeType type = new(table);
        RuntimeType? head;
        do
        {
            head = s_all;
            type._next = head;
        }
        while (Interlocked.CompareExchange(ref s_all, type, head) != head);
        // Another thread may have been first; then its object is the type, and ours stays unused.
        return Interlocked.CompareExchange(ref slot, type, null) ?? type;
    }

    public override RuntimeTypeHandle TypeHandle => new(_table);

    public override string? FullName => _fullName ??= TypeNames.FullName(_table);

    public override string Name => TypeNames.Name(_table);

    public override string? Namespace => TypeNames.Namespace(_table);

    public override Type? BaseType
    {
        get
        {
            MethodTable* table = _table->BaseType;
            return table == null ? null : For(table);
        }
    }

    public override bool IsValueType => _table->IsValueType;

    public override bool IsEnum => _table->IsEnum;

    public override bool IsInterface => _table->IsInterface;

    public override bool IsArray => _table->IsArray;

    public override Type? GetElementType() => _table->IsParameterized ? For(_table->RelatedType) : null;

    public override string ToString() => TypeNames.Display(_table);
}
