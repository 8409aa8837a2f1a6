#!/bin/sh
# sh verify.sh [CA LOG [TSA]]: fingerprints, 64 hex digits each     0 verified · 1 FAIL · 3 cannot judge · 4 UNKNOWN SIGNER
set -u; LC_ALL=C; export LC_ALL; umask 077; A1=${1-}; A2=${2-}; A3=${3-}; cd "$(dirname "$0")" || exit 3
stop() { echo "CANNOT JUDGE: $*"; exit 3; }; bad() { echo "FAIL  $*"; exit 1; }; ok() { echo "OK    $*"; }
for t in openssl sha256sum base64 xxd awk sed find sort cmp comm mktemp split xargs; do command -v $t >/dev/null || stop "$t is missing"; done
case $(openssl version) in "OpenSSL "[3-9].*|"OpenSSL "[1-9][0-9].*) ;; *) stop "OpenSSL 3 or later is needed";; esac
W=$(mktemp -d) || exit 3; trap 'rm -rf "$W"' EXIT
bin() { xxd -r -p; }; hex() { xxd -p | tr -d '\n'; }; sha() { sha256sum | cut -c1-64; }
b64() { u=$(printf %s "$1" | base64 -d 2>/dev/null | hex); [ "$(printf %s "$u" | bin | base64 | tr -d '\n')" = "$1" ] || u=; echo "$u"; }   # canonical only
has() { grep -q "\"$2\":\"$3\"" $1; }
# 1 the list names every file, by plain names; nothing lies beside it
awk '{n=substr($0,67)} substr($0,1,64)~/[^0-9a-f]/||substr($0,65,2)!="  "||n!~/^[A-Za-z0-9][A-Za-z0-9._\/-]*$/||n~/\.\./{exit 1}' SHA256SUMS || bad "SHA256SUMS: a line that is not allowed"
[ -z "$(find . ! -type f ! -type d)" ] || bad "something that is neither file nor folder"
find . -type f | sed 's#^\./##' | sort > $W/have
{ cut -c67- SHA256SUMS; printf '%s\n' SHA256SUMS SHA256SUMS.p7s SHA256SUMS.p7s.tsr seal.entry.json seal.tlog-proof; } | sort > $W/want
cmp -s $W/have $W/want || bad "missing or unlisted: $(comm -3 $W/have $W/want | tr -s '\n\t' ' ' | tr -cd 'A-Za-z0-9._/ -' | cut -c1-300)"
sha256sum -c --quiet --strict SHA256SUMS >$W/s 2>&1 && ok "$(($(wc -l < SHA256SUMS))) file hashes" || bad "$(head -3 $W/s)"
# 2 time: today, else at the token's own time (the authority's certificate has expired since)
openssl x509 -in keys/tsa-ca.pem -out $W/t.pem 2>/dev/null && openssl x509 -in keys/ca.pem -out $W/ca.pem 2>/dev/null || bad "keys: not a certificate"
T=$(openssl ts -reply -in SHA256SUMS.p7s.tsr -text 2>/dev/null | sed -n 's/^Time stamp: //p')
E=$(echo "$T" | awk '{split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",M);for(i in M)if(M[i]==$1)m=i+0;split($3,h,":");y=$4
  if(m<3){y--;m+=12};print 86400*(365*y+int(y/4)-int(y/100)+int(y/400)+int((153*(m-3)+2)/5)+$2-719469)+3600*h[1]+60*h[2]+int(h[3])}')
old=0; ts() { openssl ts -verify -data SHA256SUMS.p7s -in SHA256SUMS.p7s.tsr -CAfile $W/t.pem -untrusted keys/tsa-chain.pem "$@" >/dev/null 2>&1; }
if ts; then ok "time-stamp $T"; elif ts -attime "$E"; then old=1; ok "time-stamp $T, its certificate has expired since"; else bad "time-stamp"; fi
# 3 export signature: today, else at that time; one certificate of ca.pem, and no other trust store
cms() { openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile $W/ca.pem -no-CApath -no-CAstore "$@" -out /dev/null 2>/dev/null; }
if cms; then ok "export signature"; elif cms -attime "$E"; then old=1; ok "export signature, as of the time-stamp"; else bad "export signature"; fi
# 4 log key
V=$(cat keys/log.vkey); N=${V%%+*}; r=${V#*+}; ID=${r%%+*}; K=$(b64 "${r#*+}")
[ ${#K} = 66 ] && [ "${K#01}" != "$K" ] && [ "$({ echo "$N"; printf %s "$K" | bin; } | sha | cut -c1-8)" = "$ID" ] || bad keys/log.vkey
printf '302a300506032b6570032100%s' "${K#01}" | bin > $W/k
# 5 each proof: checkpoint signature, inclusion, and what the entry says of the file beside it. Few programs, each over all of them
HX='function hx(s,  i,j,v,o) { if (length(s)!=44 || s!~/^[A-Za-z0-9+\/]*[AEIMQUYcgkosw048]=$/) return ""      # canonical base64 of 32 bytes
  for (i=1;i<45;i+=4) { v=0; for (j=0;j<4;j++) v=v*64+index("BCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",substr(s,i+j,1))
    o=o (i<41 ? sprintf("%06x",v) : sprintf("%04x",int(v/256))) }; return o }'
{ echo seal; find proofs -type f -name '*.tlog-proof' | sed 's/\.tlog-proof$//' | sort; } > $W/stems
[ "$(sed 's/$/.tlog-proof/' $W/stems | tr '\n' '\0' | xargs -0 cat | tr -d '\012\040-\377' | wc -c)" -eq 0 ] && [ "$(tail -c1 seal.tlog-proof | hex)" = 0a ] || bad "seal.tlog-proof, or another proof: not text"
awk -v N="$N" -v w="$W/" "$HX"'
  function die(why) { print p (why=="" ? "" : ": " why) > (w "bad"); exit 1 }
  { p=$0 ".tlog-proof"; part=n=ns=tl=0; idx=size=root=sib=text=sigs=""
    while ((getline l < p) > 0) { n++
      if (l=="") part++
      else if (part==0) { if (n==1) { if (l!="c2sp.org/tlog-proof@v1") die("not this log") }
        else if (l~/^index / && idx=="") idx=substr(l,7)
        else if (l!~/^extra /) { if (idx=="" || (h=hx(l))=="") die("not in the log"); sib=sib " " h } }
      else if (part==1) { text=text l "\n"; tl++; if (tl==1 && l!=N) die("not this log"); if (tl==2) size=l; if (tl==3) root=hx(l) }
      else { if (l!~/^— [^ +]+ [A-Za-z0-9+\/]+=*$/) die("checkpoint signature"); sigs=sigs l "\n" } }
    close(p)
    if (part!=2 || tl!=3 || sigs=="" || root=="" || idx!~/^(0|[1-9][0-9]*)$/ || size!~/^[1-9][0-9]*$/ || length(idx size)>30) die("")
    if (!((text sigs) in id)) { id[text sigs]=++m; printf "%s",text > (w "t" m); printf "%s",sigs > (w "g" m); close(w "t" m); close(w "g" m) }
    print id[text sigs], $0, idx, size, root sib }' $W/stems > $W/proofs || bad "$(cat $W/bad)"
m=0; while m=$((m+1)); [ -f $W/t$m ]; do s=
  for c in $(awk -v n="$N" '$2==n{print $3}' $W/g$m); do h=$(b64 "$c"); [ "${h#$ID}" = "$h" ] || s=${h#$ID}; done; printf %s "$s" | bin > $W/s
  openssl pkeyutl -verify -pubin -keyform DER -inkey $W/k -rawin -in $W/t$m -sigfile $W/s >/dev/null 2>&1 || bad "$(awk -v m=$m '$1==m{print $2; exit}' $W/proofs).tlog-proof: checkpoint signature"
done
e=seal.entry.json; has $e t export.build && has $e sums_sha256 $(sha < SHA256SUMS) && has $e p7s_sha256 $(sha < SHA256SUMS.p7s) && has $e tsr_sha256 $(sha < SHA256SUMS.p7s.tsr) || bad "seal: another package's entry"
# the hashes of the list were checked above: what an entry says of a whole file is held against them
awk -v w="$W/" 'function die(why) { print why > (w "bad"); exit 1 }
  FNR==NR { stem["video/" substr($0,8) ".mp4"]=$0; next } { sum[substr($0,67)]=substr($0,1,64) }
  END { for (f in sum) if (f~/^video\//) { if (!(f in stem)) die(f " has no proof"); b=stem[f]; e=b ".entry.json"; t=""; while ((getline l < e) > 0) t=t l "\n"; close(e)
    if (!index(t,"\"t\":\"segment\"") && !index(t,"\"t\":\"segment.recovered\"")) die(e " is not about footage")
    if ((b ".cut") in sum) print b > (w "cuts"); else if (!index(t,"\"sha256\":\"" sum[f] "\"")) die(f " is not the file of its entry") } }' $W/stems SHA256SUMS || bad "$(cat $W/bad)"
mkdir $W/l; k=0; while read -r m b i n r; do k=$((k+1)); { printf '\000'; cat $b.entry.json; } > $W/l/$k || bad "$b.entry.json"; done < $W/proofs
find $W/l -type f -exec sha256sum {} + > $W/leaves
awk 'FNR==NR { sub(/.*\//,"",$2); x[$2]=$1; next } { s=""; for (i=6;i<=NF;i++) s=s " " $i; print $2 ".tlog-proof:", $5, $3, $4-1, x[FNR] s }' $W/leaves $W/proofs > $W/jobs
[ ! -f $W/cuts ] || while read -r b; do f=video/${b#proofs/}.mp4; e=$b.entry.json; o=0; last=-1
  R=$(sed -n 's/.*"file_root":"\([0-9a-f]*\)".*/\1/p' $e); n=$(sed -n 's/.*"leaves":\([0-9]*\).*/\1/p' $e); [ ${#R} = 64 ] && [ "$n" ] || bad "$e"
  awk "$HX"'NR==1 { if ($0!="vonggac-cut/v1") b=1; next } /^leaf [0-9]+ [0-9]+$/ && length($0)<30 { if (q) print q; q=$2 " " $3; next } { h=hx($0); if (h=="" || !q) b=1; q=q " " h } END { print q; exit b }' $b.cut > $W/q || bad "$b.cut"
  while read -r j l s; do [ $last -ge 0 ] || [ $j = 0 ] && [ $j -gt $last ] || bad "$b.cut: order"
    echo $f:$j $R $j $((n-1)) $({ printf '\000'; tail -c +$((o+1)) $f | head -c $l; } | sha) $s >> $W/jobs; last=$j; o=$((o+l)); done < $W/q
  [ $o = $(($(wc -c < $f))) ] || bad "$f: bytes that no proof covers"; done < $W/cuts
# every path at once, a level a round: name, root, place, last place, hash, siblings; done when the root is reached and no place is left
while [ -s $W/jobs ]; do rm -rf $W/n $W/m $W/next; mkdir $W/n
  awk -v w="$W/" '{ x=$5; y=$6; f=$3; s=$4; if (f>s || (NF==5 ? s!=0 || x!=$2 : s<=0)) { print $1 > (w "bad"); exit 1 }
    if (NF==5) next
    if (f%2 || f==s) { v="01" y x; while (f && f%2==0) { f=f/2; s=int(s/2) } } else v="01" x y
    if (!(v in id)) { id[v]=++c; print v > (w "m") }
    r=""; for (i=7;i<=NF;i++) r=r " " $i; printf "%s %s %.0f %.0f %d%s\n",$1,$2,int(f/2),int(s/2),id[v],r > (w "next") }' $W/jobs ||
    case $(cat $W/bad) in *.tlog-proof:) bad "$(cat $W/bad) not in the log";; *) bad "$(sed 's/:\([0-9]*\)$/: fragment \1 is not of the recorded file/' $W/bad)";; esac
  [ -f $W/next ] || break
  xxd -r -p $W/m | (cd $W/n && split -b 65 -a 6 -); find $W/n -type f -exec sha256sum {} + | sort -k 2 | cut -c1-64 > $W/h
  awk 'FNR==NR { h[NR]=$1; next } { $5=h[$5]; print }' $W/h $W/next > $W/jobs; done
awk '{ print "OK    " $2 ": entry " $3 " of " $4 }' $W/proofs
# 6 who else holds the ledger: its time-stamp; cosignatures are Ed25519 with a text of their own, and left to the other verifiers
A=proofs/anchors; if [ -f $A/token.tsr ]; then openssl ts -verify -data $A/token.note -in $A/token.tsr -CAfile $A/token.root.pem -untrusted $A/token.chain.pem -no_check_time >/dev/null 2>&1 || bad $A/token.tsr; ok "ledger time-stamped, $(sed -n 2p $A/token.note) entries"; fi
if [ ! -d $A ]; then echo "NOTE  no outside anchor in this package: only the school's own machine vouches for its ledger"
else echo "NOTE  $A: cosignatures and consistency are not checked by this script; vonggac evidence verify checks them"; fi
# 7 whose keys are these?
fp() { openssl x509 -in $1 -outform DER | sha; }; a=$(fp $W/ca.pem); c=$(printf %s "$V" | sha); t=$(fp $W/t.pem); same() { [ "$(printf %s "$1" | tr -d ' :' | tr A-F a-f)" = $2 ]; }
echo "this package claims:  CA $a  LOG $c  TSA $t"
if same "$A3" $t; then w="time-stamp authority known"; old=0; else w="time-stamp authority not named by you: take the time as a claim"; fi
if same "$A1" $a && same "$A2" $c && [ $old = 0 ]; then echo "VERIFIED: signer known; $w"; exit 0; fi
echo "UNKNOWN SIGNER: the lines above do not say who made this package. Take the fingerprints from the school's published sheet, never from here: sh verify.sh CA LOG TSA"; exit 4
