<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Budget</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CredentialDialog</name>
    <message numerus="yes">
        <source>Do not ask for %n other password(s) now</source>
        <translation>
            <numerusform>Do not ask for %n other password now</numerusform>
            <numerusform>Do not ask for %n other passwords now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DriftPanel</name>
    <message numerus="yes">
        <source>%n services drift</source>
        <translation>
            <numerusform>%n service drifts</numerusform>
            <numerusform>%n services drift</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not judged</source>
        <translation>
            <numerusform>%n not judged</numerusform>
            <numerusform>%n not judged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Preview %n selected…</source>
        <translation>
            <numerusform>Preview %n selected…</numerusform>
            <numerusform>Preview %n selected…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Preview all %n…</source>
        <translation>
            <numerusform>Preview %n…</numerusform>
            <numerusform>Preview all %n…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n VM</numerusform>
            <numerusform>%n VMs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuestFactsPanel</name>
    <message numerus="yes">
        <source>%n more address(es) in the table below</source>
        <translation>
            <numerusform>%n more address in the table below</numerusform>
            <numerusform>%n more addresses in the table below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuestNetworkText</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuestText</name>
    <message numerus="yes">
        <source>%n item(s) could not be read and are missing here.</source>
        <translation>
            <numerusform>%n item could not be read and is missing here.</numerusform>
            <numerusform>%n items could not be read and are missing here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostImportDialog</name>
    <message numerus="yes">
        <source>%n new host(s)</source>
        <translation>
            <numerusform>%n new host</numerusform>
            <numerusform>%n new hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be taken</source>
        <translation>
            <numerusform>%n cannot be taken</numerusform>
            <numerusform>%n cannot be taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n Host(s)</source>
        <translation>
            <numerusform>Add %n Host</numerusform>
            <numerusform>Add %n Hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostLists</name>
    <message numerus="yes">
        <source>%n host(s) added.</source>
        <translation>
            <numerusform>%n host added.</numerusform>
            <numerusform>%n hosts added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) written to %1.</source>
        <translation>
            <numerusform>%n host written to %1.</numerusform>
            <numerusform>%n hosts written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostText</name>
    <message numerus="yes">
        <source>%n logical processors</source>
        <translation>
            <numerusform>%n logical processor</numerusform>
            <numerusform>%n logical processors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n virtual machines selected; shown is the last one.</source>
        <translation>
            <numerusform>%n virtual machine selected.</numerusform>
            <numerusform>%n virtual machines selected; shown is the last one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Listings</name>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to %1.</source>
        <translation>
            <numerusform>%n row written to %1.</numerusform>
            <numerusform>%n rows written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n silent</numerusform>
            <numerusform>%n silent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not answer.</source>
        <translation>
            <numerusform>%n does not answer.</numerusform>
            <numerusform>%n do not answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixPanel</name>
    <message numerus="yes">
        <source>%n services selected</source>
        <translation>
            <numerusform>%n service selected</numerusform>
            <numerusform>%n services selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Operation</name>
    <message numerus="yes">
        <source>Undo: %n changes</source>
        <translation>
            <numerusform>Undo: %n change</numerusform>
            <numerusform>Undo: %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OperationColumns</name>
    <message numerus="yes">
        <source>%n hosts</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Organise</name>
    <message numerus="yes">
        <source>%n host(s) moved to %1.</source>
        <translation>
            <numerusform>%n host moved to %1.</numerusform>
            <numerusform>%n hosts moved to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) in it move to %1; none is removed.</source>
        <translation>
            <numerusform>%n host in it moves to %1; none is removed.</numerusform>
            <numerusform>%n hosts in it move to %1; none is removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message numerus="yes">
        <source>%1: %n virtual machines</source>
        <translation>
            <numerusform>%1: %n virtual machine</numerusform>
            <numerusform>%1: %n virtual machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would change</source>
        <translation>
            <numerusform>%n would change</numerusform>
            <numerusform>%n would change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already so</source>
        <translation>
            <numerusform>%n already so</numerusform>
            <numerusform>%n already so</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be changed</source>
        <translation>
            <numerusform>%n cannot be changed</numerusform>
            <numerusform>%n cannot be changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n changes</source>
        <translation>
            <numerusform>Make %n change</numerusform>
            <numerusform>Make %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>Quit while %n operations are under way?</source>
        <translation>
            <numerusform>Quit while %n operation is under way?</numerusform>
            <numerusform>Quit while %n operations are under way?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n VMs</source>
        <translation>
            <numerusform>Reset %n VM</numerusform>
            <numerusform>Reset %n VMs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n virtual machines?</source>
        <translation>
            <numerusform>Reset %n virtual machine?</numerusform>
            <numerusform>Reset %n virtual machines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn Off %n VMs</source>
        <translation>
            <numerusform>Turn Off %n VM</numerusform>
            <numerusform>Turn Off %n VMs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn off %n virtual machines?</source>
        <translation>
            <numerusform>Turn off %n virtual machine?</numerusform>
            <numerusform>Turn off %n virtual machines?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuickSearchDialog</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>State</name>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n d ago</numerusform>
            <numerusform>%n d ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%1 of %n virtual machines</source>
        <translation>
            <numerusform>%1 of %n virtual machine</numerusform>
            <numerusform>%1 of %n virtual machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n away</source>
        <translation>
            <numerusform>%n away</numerusform>
            <numerusform>%n away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts online</source>
        <translation>
            <numerusform>%n host online</numerusform>
            <numerusform>%n hosts online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) read-only</source>
        <translation>
            <numerusform>%n host read-only</numerusform>
            <numerusform>%n hosts read-only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations under way</source>
        <translation>
            <numerusform>%n operation under way</numerusform>
            <numerusform>%n operations under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n virtual machine</numerusform>
            <numerusform>%n virtual machines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n VM</numerusform>
            <numerusform>%n VMs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TypeTextDialog</name>
    <message numerus="yes">
        <source>%n character(s) typed.</source>
        <translation>
            <numerusform>%n character typed.</numerusform>
            <numerusform>%n characters typed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchEntryDialog</name>
    <message numerus="yes">
        <source>For %n hours</source>
        <translation>
            <numerusform>For %n hour</numerusform>
            <numerusform>For %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchTexts</name>
    <message numerus="yes">
        <source>After %n seconds</source>
        <translation>
            <numerusform>After %n second</numerusform>
            <numerusform>After %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines need a look</source>
        <translation>
            <numerusform>%n virtual machine needs a look</numerusform>
            <numerusform>%n virtual machines need a look</numerusform>
        </translation>
    </message>
</context>
</TS>
