package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.CertificateDraft.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** What certificate authorities say about certificates they issued: revocation lists and OCSP responses. */
final class RevocationLists {

    private RevocationLists() {}

    /** A list of an issuer that is due for renewal in so many days, PEM. */
    static String crl(Signer issuer, int days, BigInteger... revoked) throws Exception {
        Instant now = Instant.now();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.name(), Date.from(now.minus(Duration.ofDays(30))));
        builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(days))));
        for (BigInteger serial : revoked) {
            builder.addCRLEntry(serial, Date.from(Instant.parse("2026-03-02T00:00:00Z")), CRLReason.keyCompromise);
        }
        return OriginCertificates.pem(builder.build(signer(issuer)));
    }

    /** An OCSP response about a certificate that was good or revoked, valid for so many days, signed by {@code by}. */
    static byte[] ocsp(Signer issuer, X509Certificate about, boolean good, int days, Signer by) throws Exception {
        Instant now = Instant.now();
        CertificateStatus status =
                good ? CertificateStatus.GOOD : new RevokedStatus(Date.from(Instant.parse("2026-03-02T00:00:00Z")), 1);
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        new BasicOCSPRespBuilder(new RespID(by.name()))
                                .addResponse(
                                        id(issuer, about),
                                        status,
                                        Date.from(now.minus(Duration.ofDays(30))),
                                        Date.from(now.plus(Duration.ofDays(days))))
                                .build(signer(by), new X509CertificateHolder[0], Date.from(now)))
                .getEncoded();
    }

    private static CertificateID id(Signer issuer, X509Certificate about)
            throws OperatorCreationException, OCSPException, CertificateException, IOException {
        return new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer.certificate()),
                about.getSerialNumber());
    }

    private static ContentSigner signer(Signer issuer) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(CertificateDraft.BOUNCY_CASTLE)
                .build(issuer.key().getPrivate());
    }
}
