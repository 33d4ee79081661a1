using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>The table of type and enum names that the build writes (tools/names; the format is described there).</summary>
internal static unsafe class NameTable
{
    private const int HeaderSize = 8;

    /// <summary>One type's record.</summary>
    internal readonly struct Record(byte* start)
    {
        internal bool Exists => start != null;

        internal int MemberCount => ((ushort*)start)[2];

        internal bool IsFlags => ((ushort*)start)[3] != 0;

        internal ReadOnlySpan<byte> FullName => new(start + HeaderSize, ((ushort*)start)[1]);

        internal ReadOnlySpan<byte> Namespace => FullName.Slice(0, *(ushort*)start);

        internal byte* FirstMember => start + HeaderSize + ((ushort*)start)[1];
    }

    /// <summary>Goes through the members of an enum.</summary>
    internal struct Members(Record record)
    {
        private byte* _position = record.FirstMember;
        private int _left = record.MemberCount;

        internal ulong Value;
        private byte* _name;
        private int _length;

        internal readonly ReadOnlySpan<byte> Name => new(_name, _length);

        internal bool MoveNext()
        {
            if (_left == 0)
                return false;
            _left--;
            Value = *(ulong*)_position;
            _length = *(ushort*)(_position + sizeof(ulong));
            _name = _position + sizeof(ulong) + sizeof(ushort);
            _position = _name + _length;
            return true;
        }
    }

    [RuntimeImport("skift_rt_names")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern byte* Table();

    internal static Record Find(MethodTable* type)
    {
        byte* table = Table();
        uint* rows = (uint*)(table + sizeof(int));
        int low = 0;
        int high = *(int*)table - 1;
        uint hash = type->HashCode;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle * 2] == hash)
                return new Record(table + rows[middle * 2 + 1]);
            if (rows[middle * 2] < hash)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return default;
    }
}
