namespace Internal.Runtime;

#pragma warning disable CS0649 // emitted by ILC
/// <summary>Names the module that a static belongs to. A program is one module, so there is one. Known to ILC by name.</summary>
internal struct TypeManagerSlot
{
    internal nint TypeManager;
    internal int ModuleIndex;
}
